package io.github.openrouterjava.error;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
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
        @Nullable Json json) {

    private static final int EXCERPT = 300;

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
        return new ErrorBody(
                message(outer, error, inner),
                text(error.get("code")),
                type == null ? error.string("type") : type,
                metadata,
                error.object("availability"),
                json);
    }

    private static String message(JsonObject outer, JsonObject error, Json whole) {
        for (Json candidate : new @Nullable Json[] {
            error.get("message"), outer.get("error"), outer.get("message"), outer.get("detail"), outer.get("reason")
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
        return excerpt(whole.toText());
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
