package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonWriter;
import java.util.List;

/** What a message says: plain text, or a list of parts. */
public sealed interface Content extends Wire {
    /** The text, that of all text parts joined; empty where there is none. */
    String text();

    /** Plain text. */
    record Text(String text) implements Content {
        @Override
        public void write(JsonWriter out) {
            out.value(text);
        }
    }

    /** Texts, images, sounds and files in the order they are meant to be read. */
    record Parts(List<ContentPart> parts) implements Content {
        public Parts {
            parts = List.copyOf(parts);
        }

        @Override
        public String text() {
            var text = new StringBuilder();
            for (ContentPart part : parts) {
                if (part instanceof ContentPart.Text plain && plain.text() != null) {
                    text.append(plain.text());
                }
            }
            return text.toString();
        }

        @Override
        public void write(JsonWriter out) {
            out.beginArray();
            parts.forEach(part -> part.write(out));
            out.endArray();
        }
    }
}
