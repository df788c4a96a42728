package io.github.openrouterjava.server;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How much filler text, and how fast: the request's member {@code offline}, and over it the suffix of its model.
 *
 * @param tokens 0 to a billion, or to a million for an answer that is not streamed and so must be held whole
 * @param ttftMillis until the first token, 0 to an hour
 * @param tokensPerSecond 0 for as fast as can be
 * @param jitter by which part of itself each pause may be shorter or longer, 0 to 1
 * @param seed the same one gives the same text
 */
record LoremSettings(long tokens, long ttftMillis, double tokensPerSecond, double jitter, long seed) {
    private static final List<String> NAMES = List.of("tokens", "ttft_ms", "tokens_per_second", "jitter", "seed");
    private static final Map<String, String> SHORT = Map.of("tps", "tokens_per_second", "ttft", "ttft_ms");

    /** A setting as it was given: what to call it when it is wrong, its name, its value. */
    private record Given(String shown, String name, Json value) {}

    static LoremSettings of(Ask ask) throws Refusal {
        var settings = new LoremSettings(200, 0, 50, 0.2, 1);
        long mostTokens = ask.stream() ? 1_000_000_000 : 1_000_000;
        for (Given given : given(ask)) {
            settings = settings.with(given, mostTokens);
        }
        return settings;
    }

    private LoremSettings with(Given given, long mostTokens) throws Refusal {
        return switch (given.name()) {
            case "tokens" -> new LoremSettings(whole(given, 0, mostTokens), ttftMillis, tokensPerSecond, jitter, seed);
            case "ttft_ms" -> new LoremSettings(tokens, whole(given, 0, 3_600_000), tokensPerSecond, jitter, seed);
            case "tokens_per_second" -> new LoremSettings(tokens, ttftMillis, number(given, 1e9), jitter, seed);
            case "jitter" -> new LoremSettings(tokens, ttftMillis, tokensPerSecond, number(given, 1), seed);
            case "seed" ->
                new LoremSettings(
                        tokens, ttftMillis, tokensPerSecond, jitter, whole(given, Long.MIN_VALUE, Long.MAX_VALUE));
            default -> throw Refusal.of(given.shown(), "there is no such setting; there are " + NAMES);
        };
    }

    private static List<Given> given(Ask ask) throws Refusal {
        var all = new ArrayList<Given>();
        switch (ask.body().get("offline")) {
            case null -> {}
            case JsonNull ignored -> {}
            case JsonObject object ->
                object.members().forEach((name, value) -> all.add(new Given("offline." + name, full(name), value)));
            default -> throw Refusal.of("offline", "must be an object");
        }
        for (String setting :
                ask.suffix().isEmpty() ? new String[0] : ask.suffix().split(",", -1)) {
            int equals = setting.indexOf('=');
            if (equals < 0) {
                throw Refusal.of("model", "after the colon stand settings as in tokens=200,seed=7, not " + setting);
            }
            String name = setting.substring(0, equals);
            all.add(new Given("model, " + name, full(name), literal(setting.substring(equals + 1))));
        }
        return all;
    }

    private static String full(String name) {
        return SHORT.getOrDefault(name, name);
    }

    private static Json literal(String text) {
        try {
            return new JsonNumber(text);
        } catch (IllegalArgumentException notNumber) {
            return Json.of(text);
        }
    }

    private static long whole(Given given, long from, long to) throws Refusal {
        Long value = given.value() instanceof JsonNumber number && number.isInteger() ? number.toLong() : null;
        if (value == null || value < from || value > to) {
            String range = from == Long.MIN_VALUE ? "" : " from " + from + " to " + to;
            throw Refusal.of(given.shown(), "must be a whole number" + range + ", not " + given.value());
        }
        return value;
    }

    private static double number(Given given, double to) throws Refusal {
        double value = given.value() instanceof JsonNumber number ? number.toDouble() : -1;
        if (!(value >= 0 && value <= to)) {
            throw Refusal.of(given.shown(), "must be a number from 0 to " + Json.of(to) + ", not " + given.value());
        }
        return value;
    }
}
