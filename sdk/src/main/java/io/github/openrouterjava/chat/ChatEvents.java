package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonObject;
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
    private final Queue<ChatEvent> more = new ArrayDeque<>();
    private final List<String> names = new ArrayList<>();
    private final StringBuilder unmerged = new StringBuilder(); // the last call's: the stream merges all of them anyway
    private @Nullable ToolCallMerger calls;
    private int place; // of the last piece
    private int index = -1; // that it had; negative for none
    private @Nullable ChatEvent ready; // nearly always all that a chunk brings; what is behind it is in the queue
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
        while (ready == null && !ended) {
            ChatCompletionChunk chunk = stream.next();
            if (chunk == null) {
                ended = true;
                finish(stream.completion());
            } else {
                add(chunk);
            }
        }
        ChatEvent event = ready;
        ready = more.poll();
        return event;
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
            tell(new ChatEvent.ToolCalled(call));
        }
        tell(new ChatEvent.TurnFinished(completion));
    }

    private void tell(ChatEvent event) {
        if (ready == null) {
            ready = event;
        } else {
            more.add(event);
        }
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
            tell(new ChatEvent.Reasoning(reasoning));
        }
        String text = delta.text();
        if (!text.isEmpty()) {
            tell(new ChatEvent.Text(text));
        }
        String refusal = delta.refusal();
        if (refusal != null && !refusal.isEmpty()) {
            tell(new ChatEvent.Refusal(refusal));
        }
        if (delta.audio() != null) {
            tell(new ChatEvent.Audio(delta.audio()));
        }
        if (!delta.images().isEmpty()) {
            delta.images().forEach(image -> tell(new ChatEvent.Image(image)));
        }
        if (!delta.annotations().isEmpty()) {
            delta.annotations().forEach(annotation -> tell(new ChatEvent.Annotation(annotation)));
        }
        if (!delta.toolCalls().isEmpty()) {
            List<ToolCall> pieces = delta.toolCalls();
            for (int i = 0; i < pieces.size(); i++) {
                add(pieces.get(i));
            }
        }
    }

    private void add(ToolCall piece) {
        if (onlyGrows(piece)) {
            unmerged.append(piece.arguments());
        } else {
            place(piece);
        }
        tell(new ChatEvent.ToolCallDelta(place, names.get(place), piece.arguments()));
    }

    /** True for nearly all pieces: what has the last one's index, but no id and no name, is more of the same call. */
    private boolean onlyGrows(ToolCall piece) {
        return index >= 0
                && piece.index() != null
                && piece.index() == index
                && piece.id() == null
                && piece.function() != null
                && piece.function().name() == null;
    }

    /** Finds the place of a piece that may be of another call. */
    private void place(ToolCall piece) {
        calls = calls == null ? new ToolCallMerger() : calls;
        if (!unmerged.isEmpty()) {
            var grown = new ToolCall.Function(null, unmerged.toString(), JsonObject.EMPTY);
            calls.add(new ToolCall(index, null, null, grown, JsonObject.EMPTY));
            unmerged.setLength(0);
        }
        place = calls.add(piece);
        index = piece.index() == null ? -1 : piece.index();
        while (names.size() <= place) {
            names.add("");
        }
        if (names.get(place).isBlank()) {
            names.set(place, piece.name());
        }
    }
}
