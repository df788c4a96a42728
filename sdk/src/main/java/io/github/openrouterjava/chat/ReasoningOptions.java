package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.integer;
import static io.github.openrouterjava.chat.Members.set;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** How much a model reasons, and what of it is shown. */
public record ReasoningOptions(JsonObject json) implements Wire {

    /** None set yet. */
    public ReasoningOptions() {
        this(JsonObject.EMPTY);
    }

    /** How much to reason, in the model's own measure. */
    public ReasoningOptions effort(Effort effort) {
        return new ReasoningOptions(set(json, "effort", effort.value()));
    }

    public @Nullable Effort effort() {
        return Effort.of(json.string("effort"));
    }

    /** How many tokens to reason at most, for models that count them. */
    public ReasoningOptions maxTokens(int maxTokens) {
        return new ReasoningOptions(set(json, "max_tokens", maxTokens));
    }

    public @Nullable Integer maxTokens() {
        return integer(json, "max_tokens");
    }

    /** Whether the model reasons without showing it. */
    public ReasoningOptions exclude(boolean exclude) {
        return new ReasoningOptions(set(json, "exclude", exclude));
    }

    public @Nullable Boolean exclude() {
        return json.bool("exclude");
    }

    /** Whether to reason at all, with the model's defaults. */
    public ReasoningOptions enabled(boolean enabled) {
        return new ReasoningOptions(set(json, "enabled", enabled));
    }

    public @Nullable Boolean enabled() {
        return json.bool("enabled");
    }

    /** How reasoning is summed up: {@code auto}, {@code concise}, {@code detailed}. */
    public ReasoningOptions summary(String summary) {
        return new ReasoningOptions(set(json, "summary", summary));
    }

    public @Nullable String summary() {
        return json.string("summary");
    }

    /** Which reasoning of earlier turns the model sees: {@code auto}, {@code all_turns}, {@code current_turn}. */
    public ReasoningOptions context(String context) {
        return new ReasoningOptions(set(json, "context", context));
    }

    public @Nullable String context() {
        return json.string("context");
    }

    /** How reasoning is done: {@code standard}, {@code pro}. */
    public ReasoningOptions mode(String mode) {
        return new ReasoningOptions(set(json, "mode", mode));
    }

    public @Nullable String mode() {
        return json.string("mode");
    }

    /** A copy with any member, also one that this version does not know; null leaves it out. */
    public ReasoningOptions with(String name, @Nullable Json value) {
        return new ReasoningOptions(set(json, name, value));
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }
}
