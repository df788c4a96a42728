package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.playback.ApiError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to one request: {@link Steps}, or an error in their place. Immutable, and good for any number of requests.
 *
 * <pre>{@code
 * Answer.of("The sky is").cut()
 * Answer.of().reasoning("They ask for the weather.").toolCall("get_weather", JsonObject.of("city", Json.of("Paris")))
 * Answer.refused(429, "slow down").retryAfter(Duration.ofSeconds(2))
 * }</pre>
 */
public sealed interface Answer {

    /** An answer with nothing in it yet. */
    static Steps of() {
        return new Steps(List.of(), 0, null, JsonObject.EMPTY, "Answer.of()");
    }

    /** An answer that begins with this text. */
    static Steps of(String text) {
        return of().text(text);
    }

    /**
     * An error in place of an answer.
     *
     * @param status the HTTP status, which the body repeats as the error's code
     * @throws IllegalArgumentException where the status is none of an error: 400 to 599
     */
    static Refused refused(int status, String message) {
        return new Refused(status, message, JsonObject.EMPTY, null);
    }

    /**
     * An error in place of an answer.
     *
     * @param metadata the error's member of that name, empty for none
     * @param retryAfter after which it may be tried again, in whole seconds, begun ones whole; null where nobody knows
     */
    record Refused(
            int status,
            String message,
            JsonObject metadata,
            @Nullable Duration retryAfter) implements Answer {
        public Refused {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("the status is " + status + ", but that of an error is 400 to 599");
            }
        }

        /** The same one with the header {@code Retry-After}. */
        public Refused retryAfter(Duration wait) {
            return new Refused(status, message, metadata, wait);
        }

        /** The same one with metadata, as OpenRouter gives a provider's error. */
        public Refused metadata(JsonObject more) {
            return new Refused(status, message, more, retryAfter);
        }
    }

    /**
     * An answer, step by step. Each step comes at once unless there is a {@link #pause} before it or a {@link #pace}, and is
     * one event of a stream; without streaming, all of them are one body. What is not said follows from the rest: the finish
     * reason, and a usage with a token per four characters.
     *
     * <p>Every method gives a copy with that step behind the others. Behind an error, {@link #cut} or {@link #stall} nothing
     * can come: {@link IllegalStateException}.
     */
    final class Steps implements Answer {
        private final List<Piece> pieces;
        private final long pace;
        private final @Nullable String reason;
        private final JsonObject usage;
        private final String shown;

        private Steps(List<Piece> pieces, long pace, @Nullable String reason, JsonObject usage, String shown) {
            this.pieces = pieces;
            this.pace = pace;
            this.reason = reason;
            this.usage = usage;
            this.shown = shown;
        }

        /** More of the text. */
        public Steps text(String text) {
            return and("text", text, words(text, word -> new Piece.Text(pace, word)));
        }

        /** More of the reasoning. */
        public Steps reasoning(String text) {
            return and("reasoning", text, words(text, word -> new Piece.Reasoning(pace, word)));
        }

        private List<Piece> words(String text, Function<String, Piece> piece) {
            List<String> words = pace == 0 ? List.of(text) : PacedAnswer.words(text);
            return words.stream().map(piece).toList();
        }

        /** A call of a tool; the next one is a parallel call. */
        public Steps toolCall(String name, JsonObject arguments) {
            return toolCall(name, arguments.toText());
        }

        /** A call of a tool with these arguments, which need not be JSON: models do that too. */
        public Steps toolCall(String name, String arguments) {
            var call = new ArrayList<Piece>(List.of(new Piece.ToolCall(pace, name)));
            for (String more : pace == 0 ? List.of(arguments) : PacedAnswer.fragments(arguments)) {
                call.add(new Piece.Arguments(pace, more));
            }
            return and("toolCall", name + arguments, call);
        }

        /** Nothing for a while. */
        public Steps pause(Duration pause) {
            return and("pause", pause.toString(), List.of(new Piece.Silence(nanos(pause))));
        }

        /** From here on texts come word by word, this far apart, and a call's arguments in pieces; zero for at once. */
        public Steps pace(Duration apart) {
            return new Steps(pieces, nanos(apart), reason, usage, shown);
        }

        private static long nanos(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("time does not go back: " + time);
            }
            return time.toNanos();
        }

        /** The finish reason, if it is not to be {@code tool_calls} where there is a call, or else {@code stop}. */
        public Steps finish(String finishReason) {
            return new Steps(pieces, pace, Objects.requireNonNull(finishReason), usage, shown);
        }

        /** What the usage says, such as {@code prompt_tokens} and {@code cost}; what is not in it is estimated. */
        public Steps usage(JsonObject known) {
            return new Steps(pieces, pace, reason, known, shown);
        }

        /** The data of an event, as it is; without streaming all of these are the body. {@code [DONE]} is the end. */
        public Steps raw(String data) {
            return and("raw", data, List.of(new Piece.Raw(0, data)));
        }

        /** An event of which a half is missing, so that it is no JSON. */
        public Steps malformed() {
            return and("malformed", "", List.of(new Piece.Malformed(0)));
        }

        /** An error in the middle of the answer, whose status was 200. */
        public Steps error(int code, String message) {
            return error(code, message, JsonObject.EMPTY);
        }

        /** An error in the middle of the answer, whose status was 200. */
        public Steps error(int code, String message, JsonObject metadata) {
            JsonObject error = ApiError.of(code, message, metadata);
            return and("error", message, List.of(new Piece.Failure(0, error)));
        }

        /** The connection breaks within the next event. */
        public Steps cut() {
            return and("cut", "", List.of(new Piece.Half(0), new Piece.Break(0)));
        }

        /** Nothing more comes, and the connection stays open. */
        public Steps stall() {
            return and("stall", "", List.of(new Piece.Break(Piece.Break.NEVER)));
        }

        private Steps and(String step, String of, List<Piece> more) {
            if (isOver()) {
                throw new IllegalStateException("nothing can come behind " + this);
            }
            var all = new ArrayList<>(pieces);
            all.addAll(more);
            String called = shown + "." + step + "(" + (of.isEmpty() ? "" : Json.of(of)) + ")";
            return new Steps(List.copyOf(all), pace, reason, usage, called);
        }

        private boolean isOver() {
            return switch (pieces.isEmpty() ? null : pieces.getLast()) {
                case Piece.Break ignored -> true;
                case Piece.Failure ignored -> true;
                case Piece.Raw(long pause, String data) -> data.equals(Piece.Raw.DONE);
                case null, default -> false;
            };
        }

        /** What is sent, from the first to the last. */
        Iterator<Piece> pieces() {
            var all = new ArrayList<Piece>(List.of(new Piece.Processing(0)));
            all.addAll(pieces);
            if (!isOver()) {
                boolean calls = pieces.stream().anyMatch(Piece.ToolCall.class::isInstance);
                String otherwise = calls ? "tool_calls" : "stop";
                all.add(new Piece.Finish(0, reason == null ? otherwise : reason, usage));
            }
            return all.iterator();
        }

        /** Its steps, for people. */
        @Override
        public String toString() {
            return shown;
        }
    }
}
