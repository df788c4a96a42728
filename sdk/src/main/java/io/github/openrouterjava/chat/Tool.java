package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.object;
import static io.github.openrouterjava.chat.Members.set;

import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a model may call: a function of the program's own, or a server tool, which OpenRouter runs by itself.
 *
 * <p>A server tool's options are in its {@code parameters}; set them by {@link #parameter(String, Json)}.
 */
public record Tool(JsonObject json) implements Wire {

    /** A function that takes an object by this JSON schema. */
    public static Tool function(String name, String description, JsonObject parameters) {
        Tool bare = function(name, description);
        return bare.with("function", set(bare.function(), "parameters", parameters));
    }

    /**
     * A function of this program that takes its arguments as a record.
     *
     * @param type a record, whose components the model is told by their names, types and
     *     {@link io.github.openrouterjava.bind.Description}
     * @throws io.github.openrouterjava.bind.BindException where the record can't be described
     * @throws IllegalStateException where there is no {@link Binding#standard()}
     */
    public static <A> ClientTool of(String name, String description, Class<A> type, ToolFunction<A> function) {
        return of(name, description, type, Binding.standard(), function);
    }

    /** A function of this program that takes its arguments as a record, and knows its call. */
    public static <A> ClientTool of(
            String name, String description, Class<A> type, ToolFunction.InContext<A> function) {
        return ClientTool.of(name, description, type, Binding.standard(), function);
    }

    /** A function of this program that takes its arguments as what this binding makes of them. */
    public static <A> ClientTool of(
            String name, String description, Class<A> type, Binding binding, ToolFunction<A> function) {
        return ClientTool.of(name, description, type, binding, (arguments, context) -> function.call(arguments));
    }

    /** A function of this program that takes its arguments as what this binding makes of them, and knows its call. */
    public static <A> ClientTool of(
            String name, String description, Class<A> type, Binding binding, ToolFunction.InContext<A> function) {
        return ClientTool.of(name, description, type, binding, function);
    }

    /**
     * This function, run by this program with the arguments as JSON.
     *
     * @throws IllegalArgumentException where this is a server tool
     */
    public ClientTool calls(ToolFunction<JsonObject> function) {
        return ClientTool.of(this, (arguments, context) -> function.call(arguments));
    }

    /** This function, run by this program with the arguments as JSON, and knowing its call. */
    public ClientTool calls(ToolFunction.InContext<JsonObject> function) {
        return ClientTool.of(this, function);
    }

    /** A function that takes nothing. */
    public static Tool function(String name, String description) {
        JsonObject function = set(JsonObject.of("name", Json.of(name)), "description", description);
        return server("function").with("function", function);
    }

    /** Any server tool by its type. */
    public static Tool server(String type) {
        return new Tool(JsonObject.of("type", Json.of(type)));
    }

    /** Any server tool by its type, with its options. */
    public static Tool server(String type, JsonObject parameters) {
        return server(type).with("parameters", parameters);
    }

    /** Searches the web. */
    public static Tool webSearch() {
        return server("openrouter:web_search");
    }

    /** Fetches a page of the web. */
    public static Tool webFetch() {
        return server("openrouter:web_fetch");
    }

    /** Tells the date and the time. */
    public static Tool datetime() {
        return server("openrouter:datetime");
    }

    /** Makes an image. */
    public static Tool imageGeneration() {
        return server("openrouter:image_generation");
    }

    /** Runs commands in a sandbox. */
    public static Tool bash() {
        return server("openrouter:bash");
    }

    /** Reads and writes the files of the sandbox. */
    public static Tool files() {
        return server("openrouter:files");
    }

    /** Asks another model for advice. */
    public static Tool advisor() {
        return server("openrouter:advisor");
    }

    /** Hands a task to another model. */
    public static Tool subagent() {
        return server("openrouter:subagent");
    }

    /** Asks several models and merges what they say. */
    public static Tool fusion() {
        return server("openrouter:fusion");
    }

    /** Finds models; experimental. */
    public static Tool searchModels() {
        return server("openrouter:experimental__search_models");
    }

    /** Whether calls keep exactly to the function's schema. */
    public Tool strict(boolean strict) {
        return with("function", set(function(), "strict", strict));
    }

    public @Nullable Boolean strict() {
        return function().bool("strict");
    }

    /** A copy with this option of a server tool; null leaves it out. */
    public Tool parameter(String name, @Nullable Json value) {
        JsonObject parameters = json.object("parameters");
        return with("parameters", set(parameters == null ? JsonObject.EMPTY : parameters, name, value));
    }

    /** The function's schema, or the server tool's options. */
    public @Nullable JsonObject parameters() {
        JsonObject schema = function().object("parameters");
        return schema == null ? json.object("parameters") : schema;
    }

    /** The function's name. */
    public @Nullable String name() {
        return function().string("name");
    }

    /** What the function does, told to the model. */
    public @Nullable String description() {
        return function().string("description");
    }

    private JsonObject function() {
        JsonObject function = json.object("function");
        return function == null ? JsonObject.EMPTY : function;
    }

    /** That the prompt is cached up to this tool. */
    public Tool cacheControl(CacheControl cacheControl) {
        return new Tool(set(json, "cache_control", cacheControl.json()));
    }

    public @Nullable CacheControl cacheControl() {
        return object(json, "cache_control", CacheControl::new);
    }

    /** {@code function}, or the server tool's type. */
    public @Nullable String type() {
        return json.string("type");
    }

    /** A copy with any member, also one that this version does not know; null leaves it out. */
    public Tool with(String name, @Nullable Json value) {
        return new Tool(set(json, name, value));
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }
}
