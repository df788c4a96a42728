package io.github.openrouterjava.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written keeps to the schema, by the judgement of a validator that is not ours; what is broken does not. */
class ValidatorTest {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final RecordBinding binding = new RecordBinding();
    private final Map<Class<?>, Schema> schemas = new HashMap<>();

    @Test
    void whatIsWrittenKeepsToItsSchema() {
        for (int seed = 0; seed < 500; seed++) {
            Object value = new Chance(seed).any();
            assertEquals(List.of(), errors(value.getClass(), binding.write(value)), "seed " + seed);
        }
    }

    @Test
    void plantedViolationsAreRefused() {
        int planted = 0;
        for (int seed = 0; seed < 100; seed++) {
            Object value = new Chance(seed).any();
            for (Json broken : broken(binding.write(value))) {
                planted++;
                assertNotEquals(List.of(), errors(value.getClass(), broken), broken::toText);
            }
        }
        assertNotEquals(0, planted);
    }

    private List<String> errors(Class<?> type, Json json) {
        Schema schema = schemas.computeIfAbsent(
                type, each -> REGISTRY.getSchema(binding.schema(each).toText()));
        return schema
                .validate(
                        json.toText(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** The JSON with one thing broken: a member that is none, a member less, or in some place what fits nowhere. */
    private static List<Json> broken(Json json) {
        var broken = new ArrayList<Json>();
        if (json instanceof JsonObject object) {
            broken.add(object.with("unheard of", JsonNull.NULL));
            for (Map.Entry<String, Json> member : object.members().entrySet()) {
                broken.add(object.with(member.getKey(), null));
                for (Json each : broken(member.getValue())) {
                    broken.add(object.with(member.getKey(), each));
                }
            }
        } else if (json instanceof JsonArray(List<Json> elements)) {
            for (int i = 0; i < elements.size(); i++) {
                for (Json each : broken(elements.get(i))) {
                    var copy = new ArrayList<>(elements);
                    copy.set(i, each);
                    broken.add(new JsonArray(copy));
                }
            }
            broken.add(JsonObject.EMPTY.with("no", Json.of("array")));
        } else {
            broken.add(JsonArray.of(JsonArray.of()));
        }
        return broken;
    }
}
