package io.github.openrouterjava.chat;

import org.jspecify.annotations.Nullable;

/**
 * Decodes the chunks of one stream, and remembers what they were like: most are nearly as one before.
 *
 * <p>A stream may have several kinds of chunks in turn, one for each choice, or one for text and one for tool calls. Not for
 * use by several threads.
 */
final class ChunkDecoder {
    private static final int KINDS = 4;
    /** How many more chunks may be like none before than are like one, until it is not worth the while to remember. */
    private static final int PATIENCE = 64;

    private final @Nullable ChunkTemplate[] templates = new @Nullable ChunkTemplate[KINDS];
    private final WireReader whole = new WireReader();
    private int last;
    private int patience = PATIENCE;

    /** @throws io.github.openrouterjava.json.JsonException where the slice is not one JSON object */
    ChatCompletionChunk decode(byte[] event, int from, int to) {
        for (int i = 0; i < KINDS; i++) {
            int tried = last + i & KINDS - 1;
            ChunkTemplate template = templates[tried];
            ChatCompletionChunk chunk = template == null ? null : template.decode(event, from, to);
            if (chunk != null) {
                last = tried;
                patience = Math.min(patience + 1, PATIENCE);
                return chunk;
            }
        }
        ChatCompletionChunk chunk = whole.chunk(event, from, to);
        if (patience > 0) {
            patience--;
            ChunkTemplate template = ChunkTemplate.of(event, from, to, chunk);
            if (template != null) {
                last = last + KINDS - 1 & KINDS - 1; // the one that was like the last chunk stays the next to try
                templates[last] = template;
            }
        }
        return chunk;
    }
}
