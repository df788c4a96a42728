package io.github.openrouterjava.chat;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A tool that this program runs: its definition, which the model is told, and its function. Immutable. */
public final class ClientTool {
    private final Tool definition;
    private final @Nullable Binding binding;
    private final Reading reading;
    private final @Nullable Duration timeLimit;
    private final boolean needsApproval;

    /** Makes what is to run of a call's arguments. */
    interface Reading {
        /** @throws BindException where the arguments do not match */
        Ready read(JsonObject arguments);
    }

    /** A call whose arguments are understood. */
    interface Ready {
        @Nullable
        Object run(ToolContext context) throws Exception;
    }

    private ClientTool(
            Tool definition,
            @Nullable Binding binding,
            Reading reading,
            @Nullable Duration timeLimit,
            boolean needsApproval) {
        if (definition.name() == null) {
            throw new IllegalArgumentException(
                    "a tool of type " + definition.type() + " runs elsewhere: only functions can be called here");
        }
        this.definition = definition;
        this.binding = binding;
        this.reading = reading;
        this.timeLimit = timeLimit;
        this.needsApproval = needsApproval;
    }

    static ClientTool of(Tool definition, ToolFunction.InContext<JsonObject> function) {
        return new ClientTool(definition, null, json -> context -> function.call(json, context), null, false);
    }

    static <A> ClientTool of(
            String name, String description, Class<A> type, Binding binding, ToolFunction.InContext<A> function) {
        Tool definition = Tool.function(name, description, binding.schema(type)).strict(true);
        Reading reading = json -> {
            A arguments = binding.read(json, type);
            return context -> function.call(arguments, context);
        };
        return new ClientTool(definition, binding, reading, null, false);
    }

    /** What the model is told of the tool. */
    public Tool definition() {
        return definition;
    }

    /** The name that the model calls the tool by. */
    public String name() {
        String name = definition.name();
        return name == null ? "" : name;
    }

    /**
     * A copy that may run no longer than this, in place of {@link RunOptions#toolTime()}.
     *
     * @throws IllegalArgumentException where the limit is not positive
     */
    public ClientTool timeLimit(Duration timeLimit) {
        if (!timeLimit.isPositive()) {
            throw new IllegalArgumentException(
                    "the tool " + name() + " has a time limit of " + timeLimit + ", but it must be positive");
        }
        return new ClientTool(definition, binding, reading, timeLimit, needsApproval);
    }

    @Nullable
    Duration timeLimit() {
        return timeLimit;
    }

    /** A copy whose calls wait where nobody approves them, see {@link RunOptions#approver()}. */
    public ClientTool needsApproval() {
        return new ClientTool(definition, binding, reading, timeLimit, true);
    }

    boolean asksFirst() {
        return needsApproval;
    }

    /**
     * The call, ready to run.
     *
     * @throws BindException where its arguments do not match
     * @throws JsonException where they are not JSON
     */
    Ready ready(ToolCall call) {
        String arguments = call.arguments().isBlank() ? "{}" : call.arguments();
        if (Json.parse(arguments) instanceof JsonObject object) {
            return reading.read(object);
        }
        throw new BindException("$", "must be an object, not " + arguments);
    }

    /** @throws BindException where what the tool gave can't be written */
    Content content(@Nullable Object given) {
        return switch (given) {
            case Content content -> content;
            case String text -> new Content.Text(text);
            case Json json -> new Content.Text(json.toText());
            case null -> new Content.Text("null"); // also where nothing binds
            default ->
                new Content.Text((binding == null ? Binding.standard() : binding)
                        .write(given)
                        .toText());
        };
    }

    @Override
    public String toString() {
        return "ClientTool[" + name() + "]";
    }
}
