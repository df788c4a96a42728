package io.github.openrouterjava.offline;

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

    static LoremSettings of(Ask ask) throws Refusal {
        var settings = new LoremSettings(200, 0, 50, 0.2, 1);
        long mostTokens = ask.stream() ? 1_000_000_000 : 1_000_000;
        for (Setting given : Setting.of(ask)) {
            settings = settings.with(given, mostTokens);
        }
        return settings;
    }

    private LoremSettings with(Setting given, long mostTokens) throws Refusal {
        return switch (SHORT.getOrDefault(given.name(), given.name())) {
            case "tokens" -> new LoremSettings(given.whole(0, mostTokens), ttftMillis, tokensPerSecond, jitter, seed);
            case "ttft_ms" -> new LoremSettings(tokens, given.whole(0, 3_600_000), tokensPerSecond, jitter, seed);
            case "tokens_per_second" -> new LoremSettings(tokens, ttftMillis, given.number(1e9), jitter, seed);
            case "jitter" -> new LoremSettings(tokens, ttftMillis, tokensPerSecond, given.number(1), seed);
            case "seed" ->
                new LoremSettings(
                        tokens, ttftMillis, tokensPerSecond, jitter, given.whole(Long.MIN_VALUE, Long.MAX_VALUE));
            default -> throw given.unknown(NAMES);
        };
    }
}
