package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How likely the model held each token that it chose.
 *
 * @param content for the tokens of the text
 * @param refusal for the tokens of a refusal
 */
public record TokenLogprobs(List<TokenLogprob> content, List<TokenLogprob> refusal, JsonObject extra) implements Wire {
    static TokenLogprobs read(WireReader in) {
        List<TokenLogprob> content = List.of();
        List<TokenLogprob> refusal = List.of();
        in.begin();
        while (in.next()) {
            switch (in.name()) {
                case "content" -> content = in.list(TokenLogprob::read);
                case "refusal" -> refusal = in.list(TokenLogprob::read);
                default -> in.keep();
            }
        }
        return new TokenLogprobs(content, refusal, in.end());
    }

    @Override
    public void write(JsonWriter out) {
        WireWriter.begin(out, extra)
                .list("content", content)
                .list("refusal", refusal)
                .end();
    }

    /**
     * One token.
     *
     * @param logprob natural logarithm of the probability
     * @param bytes the token's UTF-8 bytes, 0 to 255; a character may be spread over tokens
     * @param topLogprobs the likeliest tokens at this place; empty in an entry of this very list
     */
    public record TokenLogprob(
            @Nullable String token,
            @Nullable Double logprob,
            List<Integer> bytes,
            List<TokenLogprob> topLogprobs,
            JsonObject extra)
            implements Wire {
        static TokenLogprob read(WireReader in) {
            String token = null;
            Double logprob = null;
            List<Integer> bytes = List.of();
            List<TokenLogprob> topLogprobs = List.of();
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "token" -> token = in.string();
                    case "logprob" -> logprob = in.number();
                    case "bytes" -> bytes = in.integers();
                    case "top_logprobs" -> topLogprobs = in.list(TokenLogprob::read);
                    default -> in.keep();
                }
            }
            return new TokenLogprob(token, logprob, bytes, topLogprobs, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("token", token)
                    .member("logprob", logprob)
                    .integers("bytes", bytes)
                    .list("top_logprobs", topLogprobs)
                    .end();
        }
    }
}
