package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and bytes as parts of a message: what they are on the wire, and what is refused before anything is sent. */
class AttachmentTest {
    private static final String PNG = "\u0089PNG\r\n\u001a\n and so on";

    @TempDir
    private Path folder;

    @Test
    void eachKindHasTheFormOfItsPart() throws IOException {
        assertJson(
                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,cGl4ZWxz\"}}",
                ContentPart.image(file("a.png", "pixels")));
        assertJson(
                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/gif;base64,cGl4ZWxz\",\"detail\":\"low\"}}",
                ContentPart.image(Attachment.of("pixels".getBytes(UTF_8), "image/gif"), "low"));
        assertJson(
                "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"bm9pc2U=\",\"format\":\"mp3\"}}",
                ContentPart.audio(file("a.MP3", "noise")));
        assertJson(
                "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"bm9pc2U=\",\"format\":\"pcm16\"}}",
                ContentPart.audio("noise".getBytes(UTF_8), "pcm16"));
        assertJson(
                "{\"type\":\"video_url\",\"video_url\":{\"url\":\"data:video/quicktime;base64,ZnJhbWU=\"}}",
                ContentPart.video(file("a.mov", "frame")));
        assertJson(
                "{\"type\":\"file\",\"file\":{\"filename\":\"a \\\"b\\\".pdf\","
                        + "\"file_data\":\"data:application/pdf;base64,cGFnZQ==\"}}",
                ContentPart.file(file("a \"b\".pdf", "page")));
        assertJson(
                "{\"type\":\"file\",\"file\":{\"filename\":\"n.txt\",\"file_data\":\"data:text/plain;base64,cGFnZQ==\"}}",
                ContentPart.file("n.txt", "page".getBytes(UTF_8), "text/plain"));
        assertJson(
                "{\"type\":\"file\",\"file\":{\"filename\":\"file.pdf\","
                        + "\"file_data\":\"data:application/pdf;base64,cGFnZQ==\"}}",
                ContentPart.file(Attachment.of("page".getBytes(UTF_8), "application/pdf")));
    }

    @Test
    void anyPartMayEndACachedPrompt() throws IOException {
        var mark = CacheControl.ephemeral().ttl("1h");
        var parts = List.of(
                ContentPart.text("t"),
                ContentPart.text("t", CacheControl.ephemeral()),
                ContentPart.image("https://example.org/a.png"),
                ContentPart.audio("AAAA", "wav"),
                ContentPart.video("https://example.org/a.mp4"),
                ContentPart.file("a.pdf", "https://example.org/a.pdf"),
                ContentPart.image(file("a.png", "pixels")),
                new ContentPart.Unknown(Json.parse("{\"type\":\"new\"}")));
        for (ContentPart part : parts) {
            String json = part.cacheControl(mark).toJson();
            assertTrue(json.endsWith("\"cache_control\":{\"ttl\":\"1h\",\"type\":\"ephemeral\"}}"), json);
            assertEquals(
                    json,
                    part.cacheControl(CacheControl.ephemeral())
                            .cacheControl(mark)
                            .toJson());
        }
    }

    @Test
    void aRequestWithAFileReadsBackAsText() throws IOException {
        var request =
                ChatRequest.of("m", Message.user(ContentPart.text("?"), ContentPart.image(file("a.png", "pixels"))));
        var written = ChatRequest.of(
                "m", Message.user(ContentPart.text("?"), ContentPart.image("data:image/png;base64,cGl4ZWxz")));
        assertEquals(written, ChatRequest.parse(request.toJson()));
        assertEquals(written.toTree(), request.toTree());
    }

    /** Below, at and above each size at which base64, or the block that is encoded at once, takes another turn. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 49_151, 49_152, 49_153, 98_303, 98_304, 98_305, 200_000})
    void base64IsWholeWhereverItIsCut(int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        Path file = Files.write(folder.resolve("bytes"), bytes);
        String expected = "[\"<" + Base64.getEncoder().encodeToString(bytes) + "\",7]";
        var attachment = Attachment.of(file, "a/b");
        for (int step : new int[] {1, 2, 3, 5, 65_536, Integer.MAX_VALUE}) {
            var out = new JsonWriter();
            out.beginArray();
            out.value("<", attachment.base64());
            out.value(7);
            out.endArray();
            assertEquals(expected.length(), out.length());
            var read = new ByteArrayOutputStream();
            try (var in = out.open()) {
                byte[] part = new byte[Math.min(step, 70_000)];
                for (int count; (count = in.read(part)) >= 0; ) {
                    read.write(part, 0, count);
                }
            }
            assertEquals(expected, read.toString(ISO_8859_1), "read by " + step);
            assertEquals(expected, new String(out.toBytes(), ISO_8859_1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a, x.jpg, image/png",
        "ffd8ffe000104a464946, x.png, image/jpeg",
        "474946383961, x, image/gif",
        "52494646ffffffff57454250, x, image/webp",
        "52494646ffffffff57415645, x, audio/wav",
        "494433040000, x, audio/mpeg",
        "fffb9064, x, audio/mpeg",
        "664c6143, x, audio/flac",
        "4f676753, x, audio/ogg",
        "464f524d0000000041494643, x, audio/aiff",
        "000000186674797069736f6d, x, video/mp4",
        "00000018667479704d344120, x, audio/mp4",
        "000000186674797071742020, x, video/quicktime",
        "000000186674797061766966, x, image/avif",
        "1a45dfa3, x, video/webm",
        "255044462d312e37, x, application/pdf",
        "fffe48006900, x.txt, text/plain",
        "00, x.JPEG, image/jpeg",
        "00, x.y.md, text/markdown",
        "00, x.m4a, audio/mp4",
    })
    void theTypeIsKnownByTheFirstBytesOrElseByTheName(String hex, String name, String type) throws IOException {
        Path file = Files.write(folder.resolve(name), java.util.HexFormat.of().parseHex(hex));
        assertEquals(type, Attachment.of(file).mediaType());
        assertEquals("own/type", Attachment.of(file, "own/type").mediaType());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x.", "x.zzz", "png", ".png ", "x.image/png"})
    void aTypeThatIsNotKnownMustBeGiven(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "who knows");
        String message = refused(() -> ContentPart.file(file));
        assertTrue(message.contains(file.toString()), message);
        assertTrue(message.contains("Attachment.of(path, \"image/png\")"), message);
        assertEquals("text/plain", Attachment.of(file, "text/plain").mediaType());
    }

    @Test
    void aFileThatIsNoneIsRefusedWhereItIsNamed() throws IOException {
        Path missing = folder.resolve("missing.png");
        assertEquals("can't attach " + missing + ": there is no such file", refused(() -> ContentPart.image(missing)));
        assertEquals("can't attach " + folder + ": it is a folder", refused(() -> ContentPart.file(folder)));
        Path empty = file("empty.png", "");
        assertEquals("can't attach " + empty + ": it is empty", refused(() -> ContentPart.image(empty)));
        assertEquals(
                "can't attach bytes of image/png: it is empty",
                refused(() -> ContentPart.image(new byte[0], "image/png")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatMayNotBeReadIsRefused() throws IOException {
        Path secret = file("secret.png", "pixels");
        Files.setPosixFilePermissions(secret, java.util.Set.of());
        if (!Files.isReadable(secret)) { // to a superuser it is
            assertEquals("can't attach " + secret + ": access is denied", refused(() -> ContentPart.image(secret)));
        }
        Path pipe = Path.of("/dev/null");
        assertEquals("can't attach /dev/null: it is no regular file", refused(() -> ContentPart.image(pipe)));
    }

    @Test
    void sizeIsCheckedAgainstALimitThatCanBeRaised() throws IOException {
        Path file = folder.resolve("large.png");
        try (var channel = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            channel.setLength(Attachment.MOST_BYTES);
            ContentPart.image(file);
            channel.setLength(Attachment.MOST_BYTES + 1);
        }
        String message = refused(() -> ContentPart.image(file));
        assertTrue(message.contains("33554433 bytes, over the limit of 33554432;"), message);
        assertEquals(33_554_433, Attachment.of(file, null, 33_554_433).length());
        assertTrue(refused(() -> Attachment.of(new byte[5], "a/b", 4)).contains("5 bytes, over the limit of 4;"));
    }

    @Test
    void aSoundIsNoImage() throws IOException {
        Path song = file("song.mp3", "noise");
        String message = refused(() -> ContentPart.image(song));
        assertTrue(message.contains("song.mp3") && message.contains("audio/mpeg"), message);
        refused(() -> ContentPart.audio(file("a.png", PNG)));
        refused(() -> ContentPart.video(file("a.png", PNG)));
        refused(() -> ContentPart.image(new byte[1], "png"));
        ContentPart.file(song);
    }

    @Test
    void aFileThatHasChangedIsToldWhereItIsRead() throws IOException {
        Path file = file("a.png", "pixels");
        ContentPart part = ContentPart.image(file);
        Files.writeString(file, "pixel");
        assertEquals(file + " (image/png, 6 bytes) has become shorter since it was attached", unread(part));
        Files.writeString(file, "pixels!");
        assertTrue(unread(part).endsWith("a.png (image/png, 6 bytes) has become longer since it was attached"));
        Files.delete(file);
        assertTrue(unread(part).contains("a.png"));
        Files.writeString(file, "PIXELS");
        assertTrue(part.toJson().contains(",UElYRUxT\""));
    }

    @Test
    void equalFilesAreEqualAndShowNoBytes() throws IOException {
        Path file = file("a.png", "pixels");
        assertEquals(ContentPart.image(file), ContentPart.image(file));
        assertEquals(ContentPart.image(file).hashCode(), ContentPart.image(file).hashCode());
        byte[] bytes = {1, 2};
        assertEquals(ContentPart.image(bytes, "image/png"), ContentPart.image(bytes.clone(), "image/png"));
        assertNotEquals(ContentPart.image(bytes, "image/png"), ContentPart.image(new byte[] {1, 3}, "image/png"));
        assertNotEquals(ContentPart.image(file), ContentPart.image(bytes, "image/png"));
        assertFalse(ContentPart.image(file).toString().contains("pixels"));
        assertTrue(ContentPart.image(bytes, "image/png").toString().contains("bytes (image/png, 2 bytes)"));
    }

    @Test
    void filesAndBytesTravelToOtherMachines() throws Exception {
        var message = Message.user(
                ContentPart.image(file("a.png", "pixels")), ContentPart.file("b", new byte[] {1}, "text/plain"));
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(message);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            var copy = (Message) in.readObject();
            assertEquals(message, copy);
            assertEquals(message.toJson(), copy.toJson());
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(ISO_8859_1));
    }

    private static void assertJson(String json, Wire part) {
        assertEquals(json, part.toJson());
        assertEquals(Json.parse(json), part.toTree());
    }

    private static String refused(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(IllegalArgumentException.class, action).getMessage();
    }

    private static String unread(Wire part) {
        return assertThrows(UncheckedIOException.class, part::toJson).getCause().getMessage();
    }
}
