package io.github.openrouterjava.chat;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.json.JsonException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tool call as far as it can be made ready without running anything: its tool and arguments, or why it can't run. */
final class PreparedCall {
    final ToolCall call;
    final @Nullable ClientTool tool;
    final @Nullable ToolResult wrong;
    private final ClientTool.@Nullable Ready ready;

    private PreparedCall(
            ToolCall call, @Nullable ClientTool tool, ClientTool.@Nullable Ready ready, @Nullable ToolResult wrong) {
        this.call = call;
        this.tool = tool;
        this.ready = ready;
        this.wrong = wrong;
    }

    static PreparedCall of(ToolCall call, Tools tools) {
        ClientTool tool = tools.of(call);
        if (tool == null) {
            String message = "there is no tool named '" + call.name() + "'; there are: " + tools.names();
            return wrong(call, null, ToolFailure.Kind.UNKNOWN_TOOL, message, null);
        }
        try {
            return new PreparedCall(call, tool, tool.ready(call), null);
        } catch (JsonException e) {
            return wrong(call, tool, "the arguments are not JSON: " + e.getMessage(), e);
        } catch (BindException e) {
            return wrong(call, tool, "the arguments do not match: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) { // a binding's own, or a type's
            return wrong(call, tool, "the arguments can't be read: " + e, e);
        }
    }

    private static PreparedCall wrong(ToolCall call, ClientTool tool, String message, Throwable cause) {
        return wrong(call, tool, ToolFailure.Kind.BAD_ARGUMENTS, message, cause);
    }

    private static PreparedCall wrong(
            ToolCall call,
            @Nullable ClientTool tool,
            ToolFailure.Kind kind,
            String message,
            @Nullable Throwable cause) {
        return new PreparedCall(call, tool, null, ToolResult.failed(call, kind, message, cause));
    }

    /** Runs the call on this thread; what goes wrong is in the result, never thrown. */
    ToolResult run(ToolContext.Progressed progressed) {
        if (tool == null || ready == null) {
            return Objects.requireNonNull(wrong);
        }
        long start = System.nanoTime();
        ToolFailure failure;
        try {
            Object given = ready.run(new ToolContext(call, progressed));
            Duration took = since(start);
            try {
                return new ToolResult(call, tool.content(given), null, took);
            } catch (RuntimeException | StackOverflowError e) {
                String message = "the tool's result can't be written as JSON: " + e.getMessage();
                failure = new ToolFailure(ToolFailure.Kind.UNWRITABLE, message, e);
            }
        } catch (Throwable e) { // the tool's own, whatever it is: the model is told, and the user
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            failure = new ToolFailure(ToolFailure.Kind.THREW, "the tool failed: " + why, e);
        }
        return ToolResult.failed(call, failure, since(start));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
