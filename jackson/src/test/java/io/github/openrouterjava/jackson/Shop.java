package io.github.openrouterjava.jackson;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.openrouterjava.bind.Description;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Types of every sort, as Jackson's users write them. */
final class Shop {
    private Shop() {}

    @Description("What somebody buys")
    record Order(
            @JsonProperty("order_id") UUID id,
            @Description("who pays") String buyerName,
            @JsonPropertyDescription("how it is paid") Payment payment,
            List<Line> lines,
            @Nullable String note,
            Optional<Instant> sent,
            OptionalInt parcels,
            State state,
            LocalDate day,
            LocalDateTime noon,
            Duration patience,
            Set<State> before,
            int[] numbers,
            boolean gift) {}

    @Description("How far it is")
    enum State {
        @JsonProperty("new")
        NEW,
        @Description("on its way")
        SENT
    }

    record Line(String article, int count, BigDecimal price) {
        Line {
            if (count < 1) {
                throw new IllegalArgumentException("count must be 1 at the least");
            }
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = Cash.class, name = "cash"), @JsonSubTypes.Type(Card.class)})
    sealed interface Payment permits Cash, Card {}

    record Cash(BigDecimal amount) implements Payment {}

    @com.fasterxml.jackson.annotation.JsonTypeName("credit_card")
    record Card(String number) implements Payment {}

    record Tree(String name, List<Tree> branches, @Nullable Tree favourite) {}

    record Trip(
            @Description("where it begins") Point from,
            Point to,
            List<Point> by,
            @Nullable Point rest) {}

    record Point(double latitude, double longitude) {}

    /** No record. */
    static final class Bean {
        @JsonProperty
        @Description("what it is called")
        private final String name;

        @JsonIgnore
        private final int secret;

        Bean() {
            this("", 0);
        }

        Bean(String name, int secret) {
            this.name = name;
            this.secret = secret;
        }

        @JsonIgnore
        int secret() {
            return secret;
        }

        String name() {
            return name;
        }
    }

    record Opens(Map<String, Integer> map, Object anything, Plain plain, Classy classy) {}

    interface Plain {
        String getName();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface Classy {}
}
