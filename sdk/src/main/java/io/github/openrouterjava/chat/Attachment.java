package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.LongText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file, or bytes, that go with a message: encoded as base64 while the request is sent, never as a whole in memory.
 *
 * <p>A file is looked at here, and read when a request is sent, once for each attempt: it must stay as long as it is
 * now, or sending ends with a {@link io.github.openrouterjava.error.ConnectionException}. Bytes are not copied. Where a
 * message is written as text, {@link Wire#toJson()}, what is attached is read too and stands in it as a {@code data:}
 * URL, which it stays when that is parsed.
 */
public final class Attachment implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What may be attached at the most unless a call says otherwise: 32 MiB. */
    public static final long MOST_BYTES = 32 << 20;

    private final byte @Nullable [] bytes;
    private final @Nullable URI file;
    private final @Nullable String name;
    private final String mediaType;
    private final long length;

    private Attachment(
            byte @Nullable [] bytes, @Nullable URI file, @Nullable String name, String mediaType, long length) {
        this.bytes = bytes;
        this.file = file;
        this.name = name;
        this.mediaType = mediaType;
        this.length = length;
    }

    /**
     * This file, its media type known by its first bytes or else by its name.
     *
     * @throws IllegalArgumentException where it can't be read, is no file, empty or over {@link #MOST_BYTES}, or where
     *     its media type is not known
     */
    public static Attachment of(Path file) {
        return of(file, null, MOST_BYTES);
    }

    /** This file, as one of this media type, such as {@code application/pdf}. */
    public static Attachment of(Path file, String mediaType) {
        return of(file, mediaType, MOST_BYTES);
    }

    /**
     * This file, up to another size.
     *
     * @param mediaType null for what its first bytes or its name say
     */
    public static Attachment of(Path file, @Nullable String mediaType, long mostBytes) {
        long length;
        String type;
        try {
            if (!Files.isRegularFile(file)) {
                Files.size(file); // says that there is none
                throw new IllegalArgumentException("can't attach " + file + ": it is "
                        + (Files.isDirectory(file) ? "a folder" : "no regular file"));
            }
            length = Files.size(file);
            try (InputStream in = Files.newInputStream(file)) {
                byte[] first = in.readNBytes(MediaTypes.SIGN);
                type = mediaType == null ? MediaTypes.of(first, file) : mediaType;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("can't attach " + file + ": " + why(e), e);
        }
        Path fileName = file.getFileName();
        return new Attachment(
                null,
                file.toUri(),
                fileName == null ? null : fileName.toString(),
                MediaTypes.checked(type),
                checked(length, mostBytes, file.toString()));
    }

    /** These bytes, not copied, as a file of this media type, such as {@code image/png}. */
    public static Attachment of(byte[] bytes, String mediaType) {
        return of(bytes, mediaType, MOST_BYTES);
    }

    /** These bytes, up to another size. */
    public static Attachment of(byte[] bytes, String mediaType, long mostBytes) {
        String type = MediaTypes.checked(mediaType);
        return new Attachment(bytes, null, null, type, checked(bytes.length, mostBytes, "bytes of " + type));
    }

    /** A copy with the name that the model is told of it. */
    public Attachment name(String name) {
        return new Attachment(bytes, file, Objects.requireNonNull(name), mediaType, length);
    }

    /** The name that the model is told, the file's own unless it was given another; null for bytes without one. */
    public @Nullable String name() {
        return name;
    }

    /** Such as {@code image/png}. */
    public String mediaType() {
        return mediaType;
    }

    /** How many bytes it has. */
    public long length() {
        return length;
    }

    /** The bytes themselves, from their beginning; whoever opens them closes them. */
    public InputStream open() throws IOException {
        if (bytes != null) {
            return new ByteArrayInputStream(bytes);
        }
        try {
            return Files.newInputStream(Path.of(Objects.requireNonNull(file)));
        } catch (FileSystemNotFoundException gone) {
            throw new IOException("its file system is closed: " + file, gone);
        }
    }

    LongText base64() {
        return new Base64Text(this);
    }

    private static long checked(long length, long mostBytes, String what) {
        if (length == 0) {
            throw new IllegalArgumentException("can't attach " + what + ": it is empty");
        }
        if (length > mostBytes) {
            throw new IllegalArgumentException("can't attach " + what + ": it has " + length
                    + " bytes, over the limit of " + mostBytes + "; Attachment.of(..., mostBytes) raises it");
        }
        return length;
    }

    private static String why(IOException e) {
        return e instanceof AccessDeniedException
                ? "access is denied"
                : e instanceof java.nio.file.NoSuchFileException
                        ? "there is no such file"
                        : Objects.requireNonNullElse(
                                e.getMessage(), e.getClass().getSimpleName());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attachment that
                && length == that.length
                && mediaType.equals(that.mediaType)
                && Objects.equals(name, that.name)
                && Objects.equals(file, that.file)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(file, name, mediaType, length);
    }

    /** What it is, without its bytes. */
    @Override
    public String toString() {
        String what = name == null ? "bytes" : name;
        if (file != null) {
            what = "file".equals(file.getScheme()) ? file.getPath() : file.toString();
        }
        return what + " (" + mediaType + ", " + length + " bytes)";
    }
}
