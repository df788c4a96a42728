package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a message's content together: one text, or, where a server sent parts that are neither text nor thinking, a list
 * of parts in the order in which they came, which is what that server would have answered without a stream.
 */
final class ContentMerger {
    private final List<ContentPart> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean begun;

    void add(ChatCompletionChunk.Delta delta) {
        if (delta.content() != null) {
            begun = true;
            text.append(delta.content());
            return;
        }
        for (Json part : ContentArray.parts(delta.extra())) {
            String plain = ContentArray.textOf(part);
            if (plain != null) {
                begun |= !plain.isEmpty();
                text.append(plain);
            } else if (!ContentArray.isThinking(part)) {
                endText();
                parts.add(partOf(part));
            }
        }
    }

    private static ContentPart partOf(Json part) {
        if (part instanceof JsonObject object && object.string("type") != null) {
            return WireReader.document(part.toText().getBytes(StandardCharsets.UTF_8), Unions::contentPart);
        }
        return new ContentPart.Unknown(part);
    }

    private void endText() {
        if (!text.isEmpty()) {
            parts.add(ContentPart.text(text.toString()));
            text.setLength(0);
        }
    }

    /** The content, or null where there is none or, beside tool calls, an empty one. */
    @Nullable
    Content content(boolean besideToolCalls) {
        if (parts.isEmpty()) {
            return !begun || (text.isEmpty() && besideToolCalls) ? null : new Content.Text(text.toString());
        }
        List<ContentPart> all = new ArrayList<>(parts);
        if (!text.isEmpty()) {
            all.add(ContentPart.text(text.toString()));
        }
        return new Content.Parts(all);
    }
}
