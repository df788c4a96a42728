package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.integer;
import static io.github.openrouterjava.chat.Members.number;
import static io.github.openrouterjava.chat.Members.set;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** What ends the loop in which a model calls server tools; the model then answers with what it has. */
public record StopCondition(JsonObject json) implements Wire {

    /** So many steps have been made. */
    public static StopCondition stepCountIs(int steps) {
        return new StopCondition(set(of("step_count_is"), "step_count", steps));
    }

    /** This tool was called. */
    public static StopCondition hasToolCall(String toolName) {
        return new StopCondition(set(of("has_tool_call"), "tool_name", toolName));
    }

    /** So many tokens have been used. */
    public static StopCondition maxTokensUsed(int tokens) {
        return new StopCondition(set(of("max_tokens_used"), "max_tokens", tokens));
    }

    /** So much has been spent, in US dollars. */
    public static StopCondition maxCost(double dollars) {
        return new StopCondition(set(of("max_cost"), "max_cost_in_dollars", dollars));
    }

    /** The model ended a step for this reason. */
    public static StopCondition finishReasonIs(FinishReason reason) {
        return new StopCondition(set(of("finish_reason_is"), "reason", reason.value()));
    }

    private static JsonObject of(String type) {
        return JsonObject.of("type", Json.of(type));
    }

    /** The reason, of {@code finish_reason_is}. */
    public @Nullable FinishReason reason() {
        return FinishReason.of(json.string("reason"));
    }

    /** Which condition this is, such as {@code step_count_is}. */
    public @Nullable String type() {
        return json.string("type");
    }

    /** The number of steps, of {@code step_count_is}. */
    public @Nullable Integer stepCount() {
        return integer(json, "step_count");
    }

    /** The tool, of {@code has_tool_call}. */
    public @Nullable String toolName() {
        return json.string("tool_name");
    }

    /** The number of tokens, of {@code max_tokens_used}. */
    public @Nullable Integer maxTokens() {
        return integer(json, "max_tokens");
    }

    /** The price in US dollars, of {@code max_cost}. */
    public @Nullable Double maxCostInDollars() {
        return number(json, "max_cost_in_dollars");
    }

    /** A copy with any member, also one that this version does not know; null leaves it out. */
    public StopCondition with(String name, @Nullable Json value) {
        return new StopCondition(set(json, name, value));
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }
}
