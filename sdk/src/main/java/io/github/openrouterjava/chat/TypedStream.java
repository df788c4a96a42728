package io.github.openrouterjava.chat;

import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed answer that can be looked at while it comes.
 *
 * <pre>{@code
 * try (var stream = openRouter.chat().stream(request, Recipe.class)) {
 *     for (Ingredient each : stream.items("ingredients", Ingredient.class)) {
 *         table.add(each); // as soon as it is finished
 *     }
 *     Recipe recipe = stream.answer();
 * }
 * }</pre>
 *
 * <p>It is read as a {@link ChatStream} is: by one thread, on demand, and any thread may close it. What reads here may be
 * mixed and goes on where reading stands. Where the JSON goes wrong, what came before can still be seen, the stream is
 * read to its end, and {@link #answer()} says what is wrong; an answer that has been shown is not mended. Only the first
 * choice is looked at.
 */
public final class TypedStream<T> implements Iterable<PartialAnswer>, AutoCloseable {
    private final ChatStream chunks;
    private final TypedChat<T> chat;
    private final PartialAnswer partial = new PartialAnswer(this);
    private @Nullable T answer;

    TypedStream(ChatStream chunks, TypedChat<T> chat) {
        this.chunks = chunks;
        this.chat = chat;
    }

    /**
     * What has come after the next chunk that brings text or reasoning, always the same object; null when the stream is
     * whole.
     *
     * @throws StreamException where the stream came to any other end; what came can still be seen
     * @throws OpenRouterException where there is no answer: the API's error, or no connection
     */
    public @Nullable PartialAnswer next() {
        for (ChatCompletionChunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
            if (partial.add(chunk)) {
                return partial;
            }
        }
        return null;
    }

    /** Reads as {@link #next()} does. */
    @Override
    public Iterator<PartialAnswer> iterator() {
        return new Pull<>() {
            @Override
            @Nullable
            PartialAnswer pull() {
                return TypedStream.this.next();
            }
        };
    }

    /** What has come so far. */
    public PartialAnswer partial() {
        return partial;
    }

    /**
     * The elements of the list at this path, from the first one on, each once, as soon as it is finished. Iterating reads
     * as far as that needs, and no further than the list's end. Where there is no such list there are none.
     *
     * <p>It throws what {@link #next()} throws, and {@link TypedAnswerException}: where an element does not match, at once;
     * where the list never ends, as {@link #answer()} does.
     */
    public <E> Iterable<E> items(String path, Class<E> type) {
        return new Iterable<>() {
            @Override
            public Iterator<E> iterator() {
                return new Pull<>() {
                    private int index;

                    @Override
                    @Nullable
                    E pull() {
                        return item(path, index++, type);
                    }
                };
            }
        };
    }

    private <E> @Nullable E item(String path, int index, Class<E> type) {
        String place = path + "[" + index + "]";
        do {
            Json item = partial.json(place);
            if (item != null) {
                return read(item, type, place);
            }
            Json list = partial.json(path);
            if (list instanceof JsonArray || list instanceof JsonNull) {
                return null;
            }
        } while (next() != null);
        answer();
        return null;
    }

    /**
     * The whole answer, reading what is still to come of it.
     *
     * @throws TypedAnswerException where it can't be read as the type
     * @throws OpenRouterException as {@link #next()} does
     */
    public T answer() {
        T read = answer;
        if (read == null) {
            while (next() != null) {
                // for what it throws
            }
            read = chat.read(List.of(completion()));
            answer = read;
        }
        return read;
    }

    /** All that has come so far, merged, and how it came and ended; for any thread at any moment. */
    public ChatCompletion completion() {
        return chunks.completion();
    }

    /** How the stream ended, {@link StreamEnd#OPEN} while it has not; for any thread. */
    public StreamEnd end() {
        return chunks.end();
    }

    /** Ends the stream and frees its connection, at any moment and from any thread; never blocks, may be repeated. */
    @Override
    public void close() {
        chunks.close();
    }

    <V> V read(Json part, Class<V> type, String path) {
        return chat.read(part, type, path, this);
    }
}
