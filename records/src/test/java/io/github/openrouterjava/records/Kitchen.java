package io.github.openrouterjava.records;

import io.github.openrouterjava.bind.Description;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records of every sort, for the tests to bind. */
final class Kitchen {
    private Kitchen() {}

    @Description("How to cook a dish")
    record Recipe(
            @Description("What guests will read") String name,
            int serves,
            Course course,
            List<Step> steps,
            @Nullable String note,
            Optional<Course> insteadOf) {}

    @Description("When it is served")
    enum Course {
        @Description("before all others")
        STARTER,
        MAIN,
        @Description("sweet")
        DESSERT
    }

    record Step(String text, double minutes, @Nullable Integer degrees) {
        Step {
            if (minutes < 0) {
                throw new IllegalArgumentException("minutes must not be negative");
            }
        }
    }

    record Everything(
            boolean flag,
            byte tiny,
            short small,
            int number,
            long large,
            float rough,
            double fine,
            char letter,
            Boolean boxedFlag,
            Integer boxed,
            BigInteger huge,
            BigDecimal exact,
            String text,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetDateTime offset,
            Instant instant,
            Duration duration,
            URI uri,
            UUID uuid,
            Course course,
            List<String> list,
            Set<Course> set,
            int[] array,
            String[] texts,
            List<List<Integer>> nested,
            OptionalInt maybeInt,
            OptionalLong maybeLong,
            OptionalDouble maybeDouble,
            Optional<LocalDate> maybeDate,
            Optional<List<Step>> maybeSteps,
            @Nullable Step step,
            List<@Nullable String> gaps) {}

    record Order(
            String id,
            Payment payment,
            List<Payment> others,
            @Nullable Payment spare) {}

    @Description("How it is paid")
    sealed interface Payment permits Cash, Plastic {}

    record Cash(BigDecimal amount) implements Payment {}

    sealed interface Plastic extends Payment permits CreditCard, Voucher {}

    @Description("Any brand")
    record CreditCard(String number) implements Plastic {}

    record Voucher() implements Plastic {}

    record Tree(String name, List<Tree> branches, @Nullable Tree favourite) {}

    record Sum(Expression value) {}

    sealed interface Expression permits Literal, Plus {}

    record Literal(double value) implements Expression {}

    record Plus(@Description("the first") Expression left, Expression right) implements Expression {}

    record Trip(
            @Description("where it begins") Point from,
            Point to,
            List<Point> by,
            @Nullable Point rest) {}

    @Description("A place on Earth")
    record Point(double latitude, double longitude) {}

    record Page<T>(List<T> items, @Nullable Page<T> next) {}

    record Pages(Page<Step> steps, Page<String> texts) {}
}
