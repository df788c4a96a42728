package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Wires.ASK;
import static io.github.openrouterjava.chat.Wires.DONE;
import static io.github.openrouterjava.chat.Wires.STOP;
import static io.github.openrouterjava.chat.Wires.client;
import static io.github.openrouterjava.chat.Wires.event;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.RawServer;
import io.github.openrouterjava.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sounds and images of answers, on their way into files. */
class MediaOutputTest {
    private static final byte[] SOUND = new byte[100];

    static {
        new Random(1).nextBytes(SOUND);
    }

    @TempDir
    private Path folder;

    private static AudioOutput piece(String data) {
        return new AudioOutput(null, data, null, null, JsonObject.EMPTY);
    }

    private static String speech(String data, String transcript) {
        return event("{\"choices\":[{\"index\":0,\"delta\":{\"audio\":{\"id\":\"a\",\"data\":\"" + data
                + "\",\"transcript\":\"" + transcript + "\"}}}]}");
    }

    private static ImageOutput image(String url) {
        return new ImageOutput("image_url", 0, ImageUrl.of(url), JsonObject.EMPTY);
    }

    @Test
    void soundIsWholeWhereverItsTextIsCut() throws IOException {
        for (int length = 98; length <= 100; length++) {
            byte[] sound = Arrays.copyOf(SOUND, length);
            String padded = Base64.getEncoder().encodeToString(sound);
            for (String text : new TreeSet<>(List.of(padded, padded.replace("=", "")))) {
                for (int cut = 0; cut <= text.length(); cut++) {
                    Path file = folder.resolve("cut");
                    try (var out =
                            AudioFile.create(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
                        out.add(piece(text.substring(0, cut)));
                        out.add(piece(text.substring(cut)));
                    }
                    assertArrayEquals(sound, Files.readAllBytes(file), "cut at " + cut);
                }
                Path file = folder.resolve("one by one " + length + text.length());
                try (var out = AudioFile.create(file)) {
                    for (int i = 0; i < text.length(); i++) {
                        out.add(piece(text.substring(i, i + 1)));
                        assertEquals(Math.min((i + 1) / 4 * 3, length), out.bytes());
                        assertEquals(Files.size(file), out.bytes());
                    }
                }
                assertArrayEquals(sound, Files.readAllBytes(file));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"QUI=Qw==,ABC", "QQ==QQ==QQ==,AAA", "QUJDQQ==QUJD,ABCAABC"})
    void piecesThatWereEncodedEachByItselfMakeOneSound(String text, String sound) throws IOException {
        for (int cut = 0; cut <= text.length(); cut++) {
            Path file = folder.resolve("cut at " + cut);
            try (var out = AudioFile.create(file)) {
                out.add(piece(text.substring(0, cut)));
                out.add(piece(text.substring(cut)));
            }
            assertEquals(sound, Files.readString(file));
        }
    }

    @Test
    void fileGrowsWithTheStream() throws Exception {
        String text = Base64.getEncoder().encodeToString(SOUND);
        var written = new Semaphore(0);
        Path file = folder.resolve("speech.wav");
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(Wires.head() + RawServer.chunk(speech(text.substring(0, 51), "Hel")));
                    written.acquire();
                    connection.send(
                            RawServer.chunk(speech(text.substring(51), "lo") + STOP + DONE) + RawServer.lastChunk());
                });
                var openRouter = client(server);
                var stream = openRouter.chat().stream(ASK);
                var out = AudioFile.create(file)) {
            out.add(stream.next());
            assertEquals(36, Files.size(file));
            assertArrayEquals(Arrays.copyOf(SOUND, 36), Files.readAllBytes(file));
            written.release();
            for (var chunk : stream) {
                out.add(chunk);
            }
            assertEquals(100, out.bytes());
            assertArrayEquals(SOUND, Files.readAllBytes(file));
            AudioOutput whole =
                    stream.completion().choices().getFirst().message().audio();
            assertEquals("Hello", whole.transcript());
            whole.save(folder.resolve("whole.wav"));
            assertArrayEquals(SOUND, Files.readAllBytes(folder.resolve("whole.wav")));
        }
    }

    @Test
    void brokenStreamLeavesWhatCame() throws Exception {
        String text = Base64.getEncoder().encodeToString(SOUND);
        Path file = folder.resolve("speech.wav");
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(Wires.head() + RawServer.chunk(speech(text.substring(0, 42), "Hel")));
                });
                var openRouter = client(server);
                var stream = openRouter.chat().stream(ASK)) {
            var out = AudioFile.create(file);
            assertThrows(StreamInterruptedException.class, () -> {
                try (out) {
                    for (var chunk : stream) {
                        out.add(chunk);
                    }
                }
            });
            assertEquals(31, out.bytes());
            assertArrayEquals(Arrays.copyOf(SOUND, 31), Files.readAllBytes(file));
        }
    }

    @Test
    void whatIsNoBase64IsToldWithItsPlace() throws IOException {
        Path file = folder.resolve("speech.wav");
        try (var out = AudioFile.create(file)) {
            out.add(piece("QUJDQUJDQ"));
            var bad = assertThrows(IOException.class, () -> out.add(piece("UJDQU*D")));
            assertEquals(
                    "what came is no base64: '*' at character 14; 9 bytes before it are in " + file, bad.getMessage());
        }
        var cut = AudioFile.create(folder.resolve("cut.wav"));
        cut.add(piece("QUJDQ"));
        assertEquals(
                "what came is no base64: it ends at character 5; 3 bytes before it are in " + folder.resolve("cut.wav"),
                assertThrows(IOException.class, cut::close).getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, sky, sky.png",
        "image/jpeg, sky, sky.jpg",
        "image/svg+xml, sky, sky.svg",
        "image/webp;x=y, sky.webp, sky.webp",
        "image/x-new, sky, sky.x-new",
        "image/../../x, sky, sky.bin",
    })
    void imageIsSavedUnderTheEndingOfItsType(String type, String name, String saved) throws IOException {
        var image = image("data:" + type + ";base64,cGl4ZWxz");
        assertEquals(folder.resolve(saved), image.save(folder.resolve(name)));
        assertEquals("pixels", Files.readString(folder.resolve(saved)));
        assertThrows(FileAlreadyExistsException.class, () -> image.save(folder.resolve(name)));
        image("data:" + type + ";base64,bmV3")
                .save(folder.resolve(name), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        assertEquals("new", Files.readString(folder.resolve(saved)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://example.org/sky.png", "data:image/png,pixels", "data:", "data:;base64"})
    void imageThatIsNotInTheAnswerIsNotSaved(String url) throws IOException {
        var failure = assertThrows(IOException.class, () -> image(url).save(folder.resolve("sky")));
        assertFalse(url.startsWith("http") && !failure.getMessage().contains(url), failure.getMessage());
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void largeImagesOfAStreamAreSavedAsTheyCome() throws Exception {
        byte[] pixels = new byte[1_000_001];
        new Random(2).nextBytes(pixels);
        String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(pixels);
        try (var server = RawServer.answering(Wires.stream(
                        event("{\"choices\":[{\"index\":0,\"delta\":{\"images\":[{\"type\":\"image_url\",\"image_url\":"
                                + "{\"url\":\"" + url + "\"}}]}}]}"),
                        STOP,
                        DONE));
                var openRouter = client(server);
                var stream = openRouter.chat().stream(ASK)) {
            int images = 0;
            for (var chunk : stream) {
                for (ImageOutput image : chunk.images()) {
                    assertEquals("image/png", image.mediaType());
                    image.save(folder.resolve("sky" + images++));
                }
            }
            assertEquals(1, images);
            assertArrayEquals(pixels, Files.readAllBytes(folder.resolve("sky0.png")));
            assertTrue(
                    stream.completion().choices().getFirst().message().images().size() == 1);
        }
    }
}
