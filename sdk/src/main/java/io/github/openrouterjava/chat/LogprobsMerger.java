package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the probabilities of one choice together.
 *
 * <p>Lists are appended, also those that no type describes: some servers send {@code tokens} and {@code token_logprobs},
 * a piece at a time.
 */
final class LogprobsMerger {
    private final List<TokenLogprobs.TokenLogprob> content = new ArrayList<>();
    private final List<TokenLogprobs.TokenLogprob> refusal = new ArrayList<>();
    private final Map<String, List<Json>> lists = new LinkedHashMap<>();
    private final Extras extra = new Extras(Set.of());

    void add(TokenLogprobs piece) {
        content.addAll(piece.content());
        refusal.addAll(piece.refusal());
        piece.extra().members().forEach((name, value) -> {
            if (value instanceof JsonArray(var elements)) {
                lists.computeIfAbsent(name, none -> new ArrayList<>()).addAll(elements);
            } else if (!(value instanceof JsonNull)) {
                extra.put(name, value);
            }
        });
    }

    /** The probabilities, or null where no piece had any. */
    @Nullable
    TokenLogprobs logprobs() {
        for (var list : lists.entrySet()) {
            extra.put(list.getKey(), new JsonArray(list.getValue()));
        }
        JsonObject others = extra.merged();
        return content.isEmpty() && refusal.isEmpty() && others.isEmpty()
                ? null
                : new TokenLogprobs(List.copyOf(content), List.copyOf(refusal), others);
    }
}
