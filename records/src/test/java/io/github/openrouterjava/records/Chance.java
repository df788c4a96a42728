package io.github.openrouterjava.records;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values of the kitchen's records, at random. */
final class Chance {
    private final Random random;

    Chance(long seed) {
        random = new Random(seed);
    }

    Object any() {
        return switch (random.nextInt(7)) {
            case 0 -> recipe();
            case 1 -> new Kitchen.Order(text(), payment(), list(this::payment), maybe(this::payment));
            case 2 -> tree(3);
            case 3 -> new Kitchen.Sum(expression(4));
            case 4 -> new Kitchen.Trip(point(), point(), list(this::point), maybe(this::point));
            case 5 -> new Kitchen.Pages(page(this::step), page(this::text));
            default -> everything();
        };
    }

    private Kitchen.Recipe recipe() {
        return new Kitchen.Recipe(
                text(),
                random.nextInt(),
                course(),
                list(this::step),
                maybe(this::text),
                Optional.ofNullable(maybe(this::course)));
    }

    private Kitchen.Everything everything() {
        Instant instant = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
        return new Kitchen.Everything(
                random.nextBoolean(),
                (byte) random.nextInt(),
                (short) random.nextInt(),
                random.nextInt(),
                random.nextLong(),
                random.nextFloat() * 1e10f,
                random.nextGaussian() * 1e20,
                (char) ('a' + random.nextInt(26)),
                random.nextBoolean(),
                random.nextInt(),
                new BigInteger(200, random),
                new BigDecimal(new BigInteger(60, random), random.nextInt(20)),
                text(),
                LocalDate.ofEpochDay(random.nextInt(100_000)),
                LocalTime.ofSecondOfDay(random.nextInt(86_400)),
                instant.atOffset(ZoneOffset.UTC).toLocalDateTime(),
                instant.atOffset(ZoneOffset.UTC),
                instant,
                Duration.ofSeconds(random.nextInt(1_000_000)),
                URI.create("https://example.com/" + random.nextInt()),
                new UUID(random.nextLong(), random.nextLong()),
                course(),
                list(this::text),
                new TreeSet<>(list(this::course)), // in the order in which Jackson puts constants, too
                random.ints(random.nextInt(4)).toArray(),
                list(this::text).toArray(String[]::new),
                list(() -> list(random::nextInt)),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt()),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong()),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble()),
                random.nextBoolean() ? Optional.empty() : Optional.of(LocalDate.EPOCH),
                random.nextBoolean() ? Optional.empty() : Optional.of(list(this::step)),
                maybe(this::step),
                list(() -> maybe(this::text)));
    }

    private Kitchen.Step step() {
        return new Kitchen.Step(text(), random.nextDouble() * 100, maybe(random::nextInt));
    }

    private Kitchen.Point point() {
        return new Kitchen.Point(random.nextDouble(), random.nextInt(90));
    }

    private Kitchen.Payment payment() {
        return switch (random.nextInt(3)) {
            case 0 -> new Kitchen.Cash(BigDecimal.valueOf(random.nextInt(), 2));
            case 1 -> new Kitchen.CreditCard(text());
            default -> new Kitchen.Voucher();
        };
    }

    private Kitchen.Tree tree(int depth) {
        return new Kitchen.Tree(
                text(), depth == 0 ? List.of() : list(() -> tree(depth - 1)), depth == 0 ? null : maybe(() -> tree(0)));
    }

    private Kitchen.Expression expression(int depth) {
        return depth == 0 || random.nextInt(3) == 0
                ? new Kitchen.Literal(random.nextInt(100))
                : new Kitchen.Plus(expression(depth - 1), expression(depth - 1));
    }

    private <T> Kitchen.Page<T> page(Supplier<T> item) {
        return new Kitchen.Page<>(list(item), maybe(() -> new Kitchen.Page<>(list(item), null)));
    }

    private Kitchen.Course course() {
        return Kitchen.Course.values()[random.nextInt(Kitchen.Course.values().length)];
    }

    private String text() {
        String letters = "ab \"\\/\n\t\u0000\u001fäß€漢";
        var text = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            int at = random.nextInt(letters.length() + 1);
            text.append(at == letters.length() ? "😀" : letters.substring(at, at + 1));
        }
        return text.toString();
    }

    private <T extends @Nullable Object> List<T> list(Supplier<T> element) {
        var list = new ArrayList<T>();
        for (int length = random.nextInt(4); length > 0; length--) {
            list.add(element.get());
        }
        return list;
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? null : value.get();
    }
}
