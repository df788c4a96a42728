package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.Attachment;
import io.github.openrouterjava.chat.ContentPart;
import io.github.openrouterjava.chat.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code --attach FILE}: files that go with a question, each as what it is. */
final class Attachments {
    private static final int LOOKED_AT = 4 << 10;

    private Attachments() {}

    /** @throws UsageException where one is missing, empty or too large */
    static List<ContentPart> of(List<String> files) {
        List<ContentPart> parts = new ArrayList<>();
        for (String file : files) {
            parts.add(part(Path.of(file)));
        }
        return parts;
    }

    /** The question with what goes with it. */
    static Message question(String text, List<ContentPart> attached) {
        if (attached.isEmpty()) {
            return Message.user(text);
        }
        List<ContentPart> parts = new ArrayList<>(List.of(ContentPart.text(text)));
        parts.addAll(attached);
        return Message.user(parts.toArray(new ContentPart[0]));
    }

    private static ContentPart part(Path file) {
        try {
            Attachment plain = Attachment.of(file, type(file)); // it is there, and of a good size
            Attachment known = known(file, plain);
            String type = known.mediaType();
            return type.startsWith("image/")
                    ? ContentPart.image(known)
                    : type.startsWith("audio/")
                            ? ContentPart.audio(known)
                            : type.startsWith("video/") ? ContentPart.video(known) : ContentPart.file(known);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()).split(";", 2)[0]); // the rest is for programs
        }
    }

    private static Attachment known(Path file, Attachment otherwise) {
        try {
            return Attachment.of(file);
        } catch (IllegalArgumentException unknownType) {
            return otherwise;
        }
    }

    /** What a file is of which neither its first bytes nor its name tell more. */
    private static String type(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            for (byte b : in.readNBytes(LOOKED_AT)) {
                if (b == 0) {
                    return "application/octet-stream";
                }
            }
        } catch (IOException e) {
            return "application/octet-stream"; // the next look at it says why
        }
        return "text/plain";
    }
}
