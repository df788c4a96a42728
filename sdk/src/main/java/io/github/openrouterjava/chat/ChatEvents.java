package io.github.openrouterjava.chat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One answer as events: what its chunks bring, as they come, then its tool calls, then {@link ChatEvent.TurnFinished}.
 *
 * <p>For the stream's reading thread. Every end but the whole answer is an exception, as in {@link ChatStream#next()}: so
 * the calls of an answer that is cut off are never told as complete.
 */
public final class ChatEvents implements Iterable<ChatEvent> {
    private final ChatStream stream;
    private final Queue<ChatEvent> ready = new ArrayDeque<>();
    private final List<String> names = new ArrayList<>();
    private @Nullable ToolCallMerger calls;
    private boolean ended;

    private ChatEvents(ChatStream stream) {
        this.stream = stream;
    }

    /** The events of this stream, from where reading stands; who opened the stream closes it. */
    public static ChatEvents of(ChatStream stream) {
        return new ChatEvents(stream);
    }

    /**
     * The next event, or null after the last.
     *
     * @throws StreamException where the answer came to any other end
     */
    public @Nullable ChatEvent next() {
        while (ready.isEmpty() && !ended) {
            ChatCompletionChunk chunk = stream.next();
            if (chunk == null) {
                ended = true;
                finish(stream.completion());
            } else {
                add(chunk);
            }
        }
        return ready.poll();
    }

    @Override
    public Iterator<ChatEvent> iterator() {
        return new Pull<>() {
            @Override
            @Nullable
            ChatEvent pull() {
                return ChatEvents.this.next();
            }
        };
    }

    private void finish(ChatCompletion completion) {
        for (ToolCall call : completion.toolCalls()) {
            ready.add(new ChatEvent.ToolCalled(call));
        }
        ready.add(new ChatEvent.TurnFinished(completion));
    }

    private void add(ChatCompletionChunk chunk) {
        List<ChatCompletionChunk.Choice> choices = chunk.choices();
        for (int i = 0; i < choices.size(); i++) { // without an iterator: this is done for every chunk
            ChatCompletionChunk.Choice choice = choices.get(i);
            if (choice.index() == null || choice.index() == 0) {
                add(choice.delta());
            }
        }
    }

    private void add(ChatCompletionChunk.Delta delta) {
        String reasoning = delta.reasoningText();
        if (!reasoning.isEmpty()) {
            ready.add(new ChatEvent.Reasoning(reasoning));
        }
        String text = delta.text();
        if (!text.isEmpty()) {
            ready.add(new ChatEvent.Text(text));
        }
        String refusal = delta.refusal();
        if (refusal != null && !refusal.isEmpty()) {
            ready.add(new ChatEvent.Refusal(refusal));
        }
        if (delta.audio() != null) {
            ready.add(new ChatEvent.Audio(delta.audio()));
        }
        if (!delta.images().isEmpty()) {
            delta.images().forEach(image -> ready.add(new ChatEvent.Image(image)));
        }
        if (!delta.annotations().isEmpty()) {
            delta.annotations().forEach(annotation -> ready.add(new ChatEvent.Annotation(annotation)));
        }
        if (!delta.toolCalls().isEmpty()) {
            delta.toolCalls().forEach(this::add);
        }
    }

    private void add(ToolCall piece) {
        calls = calls == null ? new ToolCallMerger() : calls;
        int place = calls.add(piece);
        while (names.size() <= place) {
            names.add("");
        }
        if (names.get(place).isBlank()) {
            names.set(place, piece.name());
        }
        ready.add(new ChatEvent.ToolCallDelta(place, names.get(place), piece.arguments()));
    }
}
