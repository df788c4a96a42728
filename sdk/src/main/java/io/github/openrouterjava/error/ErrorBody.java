package io.github.openrouterjava.error;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.io.Serializable;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a failed call says, whatever its shape.
 *
 * <p>OpenRouter sends {@code {"error": {code, message, metadata}}}; other servers and the proxies between send the
 * error as a string, its members at the top level, a {@code detail}, plain text or a web page.
 *
 * @param message for people, never blank
 * @param code a number or a word, as text
 * @param type the kind of failure: {@code error_type} where OpenRouter gives one, else OpenAI's {@code type}
 * @param metadata OpenRouter's details, such as the provider and its own error
 * @param availability OpenRouter's word on whether and when another try makes sense
 * @param json the whole body, where it is JSON
 */
public record ErrorBody(
        String message,
        @Nullable String code,
        @Nullable String type,
        @Nullable JsonObject metadata,
        @Nullable JsonObject availability,
        @Nullable Json json)
        implements Serializable {

    private static final int EXCERPT = 300;
    private static final int SUMMARY = 600;
    private static final double LONGEST = Duration.ofDays(365).toSeconds();

    /** Reads a body; never fails. */
    public static ErrorBody of(String body) {
        try {
            return of(Json.parse(body));
        } catch (JsonException notJson) {
            return new ErrorBody(plain(body.strip()), null, null, null, null, null);
        }
    }

    /** Reads a body that is JSON; never fails. */
    public static ErrorBody of(Json json) {
        Json inner = json instanceof JsonArray(var elements) && elements.size() == 1 ? elements.getFirst() : json;
        JsonObject outer = inner instanceof JsonObject object ? object : JsonObject.EMPTY;
        JsonObject error = outer.object("error");
        if (error == null) {
            error = outer;
        }
        JsonObject metadata = error.object("metadata");
        String type = metadata == null ? null : metadata.string("error_type");
        if (type == null) {
            type = error.string("error_type");
        }
        String message = message(outer, error);
        return new ErrorBody(
                message == null ? excerpt(inner.toText()) : message,
                text(error.get("code")),
                type == null ? error.string("type") : type,
                metadata,
                error.object("availability"),
                json);
    }

    /** The upstream provider that failed; null where it was OpenRouter itself, or is not said. */
    public @Nullable String provider() {
        return metadata == null ? null : metadata.string("provider_name");
    }

    /** OpenRouter's own word on whether another try makes sense; else by the code, or by the status of a failed call. */
    public boolean retryable(int status) {
        Boolean said = availability == null ? null : availability.bool("retryable");
        if (said != null) {
            return said;
        }
        boolean byCode = status < 300 && code != null && code.matches("[1-9][0-9]{2}");
        return switch (byCode ? Integer.parseInt(code) : status) {
            case 408, 429, 500, 502, 503, 504, 524, 529 -> true;
            default -> false;
        };
    }

    /** How long to wait before that; null where the body does not say. */
    public @Nullable Duration retryAfter() {
        Duration asked = seconds(availability, "retry_after");
        return asked != null ? asked : seconds(metadata, "retry_after_seconds");
    }

    private static @Nullable Duration seconds(@Nullable JsonObject object, String name) {
        JsonNumber number = object == null ? null : object.number(name);
        return number == null ? null : Duration.ofMillis((long) (Math.clamp(number.toDouble(), 0, LONGEST) * 1000));
    }

    /** True for JSON that has the shape of an error; a body in place of a completion need not be one. */
    public static boolean isError(Json json) {
        Json inner = json instanceof JsonArray(var elements) && elements.size() == 1 ? elements.getFirst() : json;
        return inner instanceof JsonObject outer
                && (message(outer, outer) != null || outer.object("error") != null || outer.number("code") != null);
    }

    private static @Nullable String message(JsonObject outer, JsonObject error) {
        JsonArray errors = outer.array("errors");
        Json first = errors == null || errors.elements().isEmpty()
                ? null
                : errors.elements().getFirst();
        for (Json candidate : new @Nullable Json[] {
            error.get("message"),
            outer.get("error"),
            outer.get("message"),
            outer.get("detail"),
            outer.get("reason"),
            first instanceof JsonObject object ? object.get("message") : first
        }) {
            if (candidate instanceof JsonString(String text) && !text.isBlank()) {
                return text;
            }
        }
        if (outer.get("detail") instanceof JsonArray(var details)) {
            return details.stream()
                    .map(detail -> detail instanceof JsonObject object && object.string("msg") != null
                            ? object.get("loc") + ": " + object.string("msg")
                            : detail.toString())
                    .collect(Collectors.joining("; "));
        }
        return null;
    }

    /** The message, of which no more is shown than fits in a few lines. */
    public String summary() {
        return message.length() <= SUMMARY ? message : message.substring(0, SUMMARY) + "…";
    }

    private static String plain(String text) {
        if (text.isEmpty()) {
            return "the body is empty";
        }
        if (text.startsWith("<")) {
            int title = text.indexOf("<title>");
            int end = text.indexOf("</title>");
            return "a web page instead of JSON"
                    + (title >= 0 && end > title
                            ? ": " + excerpt(text.substring(title + 7, end).strip())
                            : "");
        }
        return excerpt(text);
    }

    private static String excerpt(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }

    private static @Nullable String text(@Nullable Json value) {
        return switch (value) {
            case JsonString(String text) -> text;
            case JsonNumber(String literal) -> literal;
            case null, default -> null;
        };
    }
}
