package io.github.openrouterjava.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.openrouterjava.json.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Records are written as Jackson writes them and read as Jackson reads them, but for the tags, which Jackson must be told. */
class JacksonAgreesTest {
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Kitchen.Cash.class, name = "cash"),
        @JsonSubTypes.Type(value = Kitchen.CreditCard.class, name = "credit_card"),
        @JsonSubTypes.Type(value = Kitchen.Voucher.class, name = "voucher"),
        @JsonSubTypes.Type(value = Kitchen.Literal.class, name = "literal"),
        @JsonSubTypes.Type(value = Kitchen.Plus.class, name = "plus")
    })
    private interface Tagged {}

    private final RecordBinding binding = new RecordBinding();
    private final JsonMapper jackson = JsonMapper.builder()
            .addMixIn(Kitchen.Payment.class, Tagged.class)
            .addMixIn(Kitchen.Expression.class, Tagged.class)
            .build();

    @Test
    void jacksonReadsWhatIsWrittenAndTheOtherWayRound() {
        for (int seed = 0; seed < 2000; seed++) {
            Object value = new Chance(seed).any();
            Json written = binding.write(value);
            Object read = jackson.readValue(written.toBytes(), value.getClass());
            // By their JSON: arrays are not equal to their copies.
            assertEquals(written.toText(), binding.write(read).toText(), "read by Jackson, seed " + seed);
            Object back = binding.read(Json.parse(jackson.writeValueAsBytes(value)), value.getClass());
            assertEquals(written.toText(), binding.write(back).toText(), "written by Jackson, seed " + seed);
        }
    }
}
