package io.github.openrouterjava.chat;

import io.github.openrouterjava.error.ErrorBody;
import io.github.openrouterjava.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Thrown where the server reported a failure within an answer: in a chunk, in a choice, or as a finish reason. */
public final class StreamErrorException extends StreamException {
    private static final long serialVersionUID = 1L;

    private final @Nullable ChatError error;
    private final @Nullable ErrorBody body;

    /** @param remark what else can be said */
    StreamErrorException(@Nullable ChatError error, ChatCompletion completion, String remark) {
        this(error, error == null ? null : ErrorBody.of(error.toTree()), completion, remark);
    }

    private StreamErrorException(
            @Nullable ChatError error, @Nullable ErrorBody body, ChatCompletion completion, String remark) {
        super(text(body) + remark, completion, null);
        this.error = error;
        this.body = body;
    }

    private static String text(@Nullable ErrorBody body) {
        if (body == null) {
            return "The answer failed: its finish reason is \"error\", and the server does not say why";
        }
        return "The answer failed"
                + (body.provider() == null ? "" : " at " + body.provider())
                + (body.code() == null ? "" : " (" + body.code() + ")")
                + ": "
                + body.summary();
    }

    /** The error as the server sent it; null where there is only a finish reason. */
    public @Nullable ChatError error() {
        return error;
    }

    /** The error's code, a number or a word as text; null where it has none. */
    public @Nullable String code() {
        return body == null ? null : body.code();
    }

    /** The kind of failure: OpenRouter's {@code error_type}, else OpenAI's {@code type}; null where it has none. */
    public @Nullable String type() {
        return body == null ? null : body.type();
    }

    /** OpenRouter's details, such as the provider and its own error; null where there are none. */
    public @Nullable JsonObject metadata() {
        return body == null ? null : body.metadata();
    }

    /** The upstream provider that failed; null where it is not said. */
    public @Nullable String provider() {
        return body == null ? null : body.provider();
    }

    /** OpenRouter's own word where it gives one ({@code availability.retryable}), else by the code. */
    @Override
    public boolean retryable() {
        return body != null && body.retryable(200);
    }

    @Override
    public @Nullable Duration retryAfter() {
        return body == null ? null : body.retryAfter();
    }
}
