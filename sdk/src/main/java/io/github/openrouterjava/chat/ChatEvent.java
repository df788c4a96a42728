package io.github.openrouterjava.chat;

/**
 * One thing that happens while a model answers and its tools run; made for {@code switch} by pattern.
 *
 * <p>What is told of an answer is that of its first choice.
 */
public sealed interface ChatEvent {
    /** More of the answer's text, never empty. */
    record Text(String text) implements ChatEvent {}

    /** More of the reasoning, never empty. */
    record Reasoning(String text) implements ChatEvent {}

    /** More of what the model says instead of an answer, never empty. */
    record Refusal(String text) implements ChatEvent {}

    /** A whole image. */
    record Image(ImageOutput image) implements ChatEvent {}

    /** A piece of spoken answer, of its transcript, or both. */
    record Audio(AudioOutput piece) implements ChatEvent {}

    /** A citation, or a file that was read. */
    record Annotation(AnnotationDetail annotation) implements ChatEvent {}

    /**
     * A tool call grows; it must not run yet.
     *
     * @param place which call of the answer, counted from 0 in the order in which they began
     * @param name as far as it is known; empty before
     * @param arguments the piece of the arguments' JSON text that came, which may be cut anywhere; may be empty
     */
    record ToolCallDelta(int place, String name, String arguments) implements ChatEvent {}

    /** A tool call is complete, and so is the answer that it is in. */
    record ToolCalled(ToolCall call) implements ChatEvent {}

    /** The answer is complete; usage, cost and timings are in the completion. */
    record TurnFinished(ChatCompletion completion) implements ChatEvent {}

    /** A tool begins to run. */
    record ToolStarted(ToolCall call) implements ChatEvent {}

    /** A running tool tells how far it is. */
    record ToolProgress(ToolCall call, String text) implements ChatEvent {}

    /** A tool has given a result. */
    record ToolFinished(ToolResult result) implements ChatEvent {}

    /** A tool call has no result: {@link ToolResult#failure()} says why. */
    record ToolFailed(ToolResult result) implements ChatEvent {}

    /** The run is over: the last event. */
    record Ended(RunEnd end) implements ChatEvent {}
}
