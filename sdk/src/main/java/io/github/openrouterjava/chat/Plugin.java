package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.integer;
import static io.github.openrouterjava.chat.Members.object;
import static io.github.openrouterjava.chat.Members.set;
import static io.github.openrouterjava.chat.Members.strings;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What OpenRouter does around a model's work, told apart by {@code id}.
 *
 * <p>The options of the web search and the file parser have methods of their own; any other option is set by
 * {@link #with(String, Json)}.
 */
public record Plugin(JsonObject json) implements Wire {

    /** Any plugin by its id. */
    public static Plugin of(String id) {
        return new Plugin(JsonObject.of("id", Json.of(id)));
    }

    /** Searches the web before the model answers. */
    public static Plugin web() {
        return of("web");
    }

    /** Fetches the pages that the conversation names. */
    public static Plugin webFetch() {
        return of("web-fetch");
    }

    /** Turns files into text for models that can't read them. */
    public static Plugin fileParser() {
        return of("file-parser");
    }

    /** Checks the conversation for what is not allowed. */
    public static Plugin moderation() {
        return of("moderation");
    }

    /** Repairs broken JSON in answers that are not streamed. */
    public static Plugin responseHealing() {
        return of("response-healing");
    }

    /** Drops the middle of a conversation that is too long for the model. */
    public static Plugin contextCompression() {
        return of("context-compression");
    }

    /** Chooses among models for {@code openrouter/auto}. */
    public static Plugin autoRouter() {
        return of("auto-router");
    }

    /** Chooses among models as the next auto router will. */
    public static Plugin autoBetaRouter() {
        return of("auto-beta-router");
    }

    /** Chooses the model that codes best for its price. */
    public static Plugin paretoRouter() {
        return of("pareto-router");
    }

    /** Asks several models and merges what they say. */
    public static Plugin fusion() {
        return of("fusion");
    }

    /** What parses PDF files: {@code mistral-ocr}, {@code native}, {@code cloudflare-ai}. */
    public Plugin pdfEngine(String engine) {
        JsonObject pdf = json.object("pdf");
        return with("pdf", set(pdf == null ? JsonObject.EMPTY : pdf, "engine", engine));
    }

    public @Nullable String pdfEngine() {
        JsonObject pdf = json.object("pdf");
        return pdf == null ? null : pdf.string("engine");
    }

    /** Whether the plugin runs: false switches off one that the account has switched on. */
    public Plugin enabled(boolean enabled) {
        return new Plugin(set(json, "enabled", enabled));
    }

    public @Nullable Boolean enabled() {
        return json.bool("enabled");
    }

    /** What does the work. Web: {@code native}, {@code exa}, {@code firecrawl} and others; compression: {@code middle-out}. */
    public Plugin engine(String engine) {
        return new Plugin(set(json, "engine", engine));
    }

    public @Nullable String engine() {
        return json.string("engine");
    }

    /** The most pages a web search gives. */
    public Plugin maxResults(int maxResults) {
        return new Plugin(set(json, "max_results", maxResults));
    }

    public @Nullable Integer maxResults() {
        return integer(json, "max_results");
    }

    /** The most times that one answer may search or fetch. */
    public Plugin maxUses(int maxUses) {
        return new Plugin(set(json, "max_uses", maxUses));
    }

    public @Nullable Integer maxUses() {
        return integer(json, "max_uses");
    }

    /** How thoroughly to search the web: {@code fast}, {@code auto}, {@code deep} and others. */
    public Plugin mode(String mode) {
        return new Plugin(set(json, "mode", mode));
    }

    public @Nullable String mode() {
        return json.string("mode");
    }

    /** The words that lead the model from the results of a web search to its answer. */
    public Plugin searchPrompt(String searchPrompt) {
        return new Plugin(set(json, "search_prompt", searchPrompt));
    }

    public @Nullable String searchPrompt() {
        return json.string("search_prompt");
    }

    /** The only sites that a web search may give; {@code *.example.com} stands for many. */
    public Plugin includeDomains(String... includeDomains) {
        return new Plugin(set(json, "include_domains", Json.of(List.of(includeDomains))));
    }

    public List<String> includeDomains() {
        return strings(json, "include_domains");
    }

    /** The sites that a web search never gives. */
    public Plugin excludeDomains(String... excludeDomains) {
        return new Plugin(set(json, "exclude_domains", Json.of(List.of(excludeDomains))));
    }

    public List<String> excludeDomains() {
        return strings(json, "exclude_domains");
    }

    /** Where a web search is made from. */
    public Plugin userLocation(UserLocation userLocation) {
        return new Plugin(set(json, "user_location", userLocation.json()));
    }

    public @Nullable UserLocation userLocation() {
        return object(json, "user_location", UserLocation::new);
    }

    /** The most files that are parsed. */
    public Plugin maxFiles(int maxFiles) {
        return new Plugin(set(json, "max_files", maxFiles));
    }

    public @Nullable Integer maxFiles() {
        return integer(json, "max_files");
    }

    /** Which plugin this is. */
    public @Nullable String id() {
        return json.string("id");
    }

    /** A copy with any member, also one that this version does not know; null leaves it out. */
    public Plugin with(String name, @Nullable Json value) {
        return new Plugin(set(json, name, value));
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }
}
