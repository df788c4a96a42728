package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.set;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** The form of an answer, told apart by {@code type}. */
public record ResponseFormat(JsonObject json) implements Wire {

    /** Text, as without a response format. */
    public static ResponseFormat text() {
        return of("text");
    }

    /** Any JSON object; the prompt must ask for JSON too. */
    public static ResponseFormat jsonObject() {
        return of("json_object");
    }

    /** JSON by this schema; where strict, exactly by it. */
    public static ResponseFormat jsonSchema(String name, JsonObject schema, boolean strict) {
        JsonObject named = set(set(JsonObject.of("name", Json.of(name)), "schema", schema), "strict", strict);
        return of("json_schema").with("json_schema", named);
    }

    /** Text by a grammar, in the provider's own notation. */
    public static ResponseFormat grammar(String grammar) {
        return of("grammar").with("grammar", Json.of(grammar));
    }

    /** A program in Python. */
    public static ResponseFormat python() {
        return of("python");
    }

    private static ResponseFormat of(String type) {
        return new ResponseFormat(JsonObject.of("type", Json.of(type)));
    }

    /** What the schema is for, told to the model. */
    public ResponseFormat description(String description) {
        return with("json_schema", set(jsonSchema(), "description", description));
    }

    public @Nullable String description() {
        return jsonSchema().string("description");
    }

    /** The schema's name. */
    public @Nullable String name() {
        return jsonSchema().string("name");
    }

    /** The schema itself. */
    public @Nullable JsonObject schema() {
        return jsonSchema().object("schema");
    }

    /** Whether the answer keeps exactly to the schema. */
    public @Nullable Boolean strict() {
        return jsonSchema().bool("strict");
    }

    private JsonObject jsonSchema() {
        JsonObject jsonSchema = json.object("json_schema");
        return jsonSchema == null ? JsonObject.EMPTY : jsonSchema;
    }

    /** Which form this is, such as {@code json_schema}. */
    public @Nullable String type() {
        return json.string("type");
    }

    /** The grammar, of {@code grammar}. */
    public @Nullable String grammar() {
        return json.string("grammar");
    }

    /** A copy with any member, also one that this version does not know; null leaves it out. */
    public ResponseFormat with(String name, @Nullable Json value) {
        return new ResponseFormat(set(json, name, value));
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }
}
