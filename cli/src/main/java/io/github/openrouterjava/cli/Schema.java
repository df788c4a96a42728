package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.AnswerJson;
import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.FinishReason;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.ProviderPreferences;
import io.github.openrouterjava.chat.ResponseFormat;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code --schema FILE}: an answer that is JSON by this JSON Schema. */
final class Schema {
    private static final int LONGEST_NAME = 64;
    private static final int EXCERPT = 80;

    private Schema() {}

    /**
     * The request, asking for such an answer, of providers that heed it.
     *
     * @throws UsageException where there is no such file, or something else is in it
     */
    static ChatRequest in(ChatRequest request, Path file) {
        JsonObject schema = JsonFile.read("--schema", file);
        JsonObject provider = request.parameters().object("provider");
        JsonObject preferences = provider == null ? JsonObject.EMPTY : provider;
        ChatRequest asking = request.responseFormat(ResponseFormat.jsonSchema(name(file), schema, true));
        return preferences.has("require_parameters")
                ? asking
                : asking.provider(new ProviderPreferences(preferences).requireParameters(true));
    }

    /** The file's name without its ending; the API takes letters and digits of ASCII, dashes and underscores. */
    private static String name(Path file) {
        String name =
                String.valueOf(file.getFileName()).replaceFirst("\\.json$", "").replaceAll("[^a-zA-Z0-9_-]", "_");
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }

    /** True where the request wants JSON by a schema. */
    static boolean isIn(ChatRequest request) {
        JsonObject format = request.parameters().object("response_format");
        return format != null && "json_schema".equals(format.string("type"));
    }

    /**
     * The JSON that an answer holds: bare, within a Markdown fence, or amid prose.
     *
     * @throws UnansweredException where it holds none
     */
    static Json answer(ChatCompletion completion) {
        Message.Assistant message = completion.message();
        String refusal = message == null ? null : message.refusal();
        if (refusal != null && !refusal.isBlank()) {
            throw wrong("the model refused: " + refusal);
        }
        String problem;
        try {
            Json json = AnswerJson.in(completion.text());
            if (json != null) {
                return json;
            }
            problem = "there is none in " + excerpt(completion.text());
        } catch (JsonException e) {
            problem = e.getMessage() + ", in " + excerpt(completion.text());
        }
        throw wrong(
                FinishReason.LENGTH.equals(completion.finishReason()) ? "it was cut off by its token limit" : problem);
    }

    private static UnansweredException wrong(@Nullable String problem) {
        return new UnansweredException(Exit.UNDECODABLE, "The answer is not the JSON that was asked for: " + problem);
    }

    private static String excerpt(String text) {
        String line = Notes.oneLine(text);
        return line.isEmpty()
                ? "an empty answer"
                : "\"" + (line.length() > EXCERPT ? line.substring(0, EXCERPT) + "…" : line) + "\"";
    }
}
