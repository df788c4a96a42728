package io.github.openrouterjava.chat;

import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Thrown where the server reported a failure within an answer: in a chunk, in a choice, or as a finish reason. */
public final class StreamErrorException extends StreamException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable ChatError error;

    StreamErrorException(@Nullable ChatError error, ChatCompletion completion) {
        super(text(error), completion, null);
        this.error = error;
    }

    private static String text(@Nullable ChatError error) {
        if (error == null) {
            return "The answer failed: its finish reason is \"error\", and the server does not say why";
        }
        String code = error.codeText();
        String provider = provider(error);
        return "The answer failed"
                + (provider == null ? "" : " at " + provider)
                + (code == null ? "" : " (" + code + ")")
                + ": "
                + (error.message() == null ? error.toJson() : error.message());
    }

    /** The error as the server sent it; null where there is only a finish reason. */
    public @Nullable ChatError error() {
        return error;
    }

    /** The error's code, a number or a word as text; null where it has none. */
    public @Nullable String code() {
        return error == null ? null : error.codeText();
    }

    /** The kind of failure: {@code metadata.error_type}, else OpenAI's {@code type}; null where it has none. */
    public @Nullable String type() {
        JsonObject metadata = metadata();
        String type = metadata == null ? null : metadata.string("error_type");
        return type != null || error == null ? type : error.type();
    }

    /** OpenRouter's details, such as the provider and its own error; null where there are none. */
    public @Nullable JsonObject metadata() {
        return error == null ? null : error.metadata();
    }

    /** The upstream provider that failed; null where it is not said. */
    public @Nullable String provider() {
        return error == null ? null : provider(error);
    }

    /** OpenRouter's own word where it gives one ({@code availability.retryable}), else by the code. */
    @Override
    public boolean retryable() {
        if (error == null) {
            return false;
        }
        JsonObject availability = error.availability();
        Boolean said = availability == null ? null : availability.bool("retryable");
        return said != null ? said : error.code() != null && ApiException.retryable(error.code());
    }

    private static @Nullable String provider(ChatError error) {
        return error.metadata() == null ? null : error.metadata().string("provider_name");
    }
}
