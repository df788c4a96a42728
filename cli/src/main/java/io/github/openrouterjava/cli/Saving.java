package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.Conversation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a conversation is kept while it goes on: {@code --save FILE}. */
final class Saving {
    /** Keeps nothing. */
    static final Saving NONE = new Saving(null);

    private final @Nullable Path file;
    private boolean failed;

    private Saving(@Nullable Path file) {
        this.file = file;
    }

    /** @throws UsageException where nothing can be written there: an answer that was paid for would be lost */
    static Saving in(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new UsageException("--save can't write " + file + ": it is a folder");
        } else if (!Files.isDirectory(folder)) {
            throw new UsageException("--save can't write " + file + ": there is no folder " + folder);
        } else if (!Files.isWritable(folder)) {
            throw new UsageException("--save can't write " + file + ": the folder " + folder + " can't be written to");
        }
        return new Saving(file);
    }

    /** The conversation that was kept there, to go on with. */
    static Conversation load(Path file) {
        try {
            return Conversation.load(file);
        } catch (IOException e) {
            throw JsonFile.unreadable("--continue", file, e);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--continue " + e.getMessage());
        }
    }

    /** Replaces what is kept; a failure is told once, and does not end an answer that can still be read. */
    void save(Conversation conversation, Notes notes) {
        if (file == null) {
            return;
        }
        try {
            conversation.save(file);
        } catch (IOException | RuntimeException e) { // the latter where an attached file is gone
            if (!failed) {
                notes.failure(new UsageException("Can't save the conversation in " + file + ": " + e), "");
            }
            failed = true;
        }
    }

    /** What becomes of what is kept where another conversation begins. */
    String warning() {
        return file != null ? "; its first answer replaces the one in " + file : "";
    }

    /** True where something is not saved. */
    boolean failed() {
        return failed;
    }
}
