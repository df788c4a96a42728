package io.github.openrouterjava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code chat --attach} sends. */
class AttachTest {
    @TempDir
    private Path folder;

    private static List<Json> sent(String... files) {
        var args = new ArrayList<>(List.of("chat", "-m", "offline/echo", "What", "is this?"));
        for (String file : files) {
            args.addAll(List.of("--attach", file));
        }
        String echo = Cli.BARE.run(args.toArray(String[]::new)).complete().out();
        var request = (JsonObject) Json.parse(echo);
        var message = (JsonObject) request.array("messages").elements().getFirst();
        return message.array("content").elements();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
        a.png  | GIF89a | {"type":"image_url","image_url":{"url":"data:image/gif;base64,R0lGODlh"}}
        b.mp3  | ID3    | {"type":"input_audio","input_audio":{"data":"SUQz","format":"mp3"}}
        c.webm | x      | {"type":"video_url","video_url":{"url":"data:video/webm;base64,eA=="}}
        d.pdf  | %PDF   | {"type":"file","file":{"filename":"d.pdf","file_data":"data:application/pdf;base64,JVBERg=="}}
        E.java | x      | {"type":"file","file":{"filename":"E.java","file_data":"data:text/plain;base64,eA=="}}
        f.bin  | ~      | {"type":"file","file":{"filename":"f.bin","file_data":"data:application/octet-stream;base64,AA=="}}
        """)
    void fileGoesAsWhatItIs(String name, String bytes, String part) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes.replace('~', '\0').getBytes(StandardCharsets.ISO_8859_1));
        List<Json> parts = sent(file.toString());
        assertEquals(Json.parse("{\"type\":\"text\",\"text\":\"What is this?\"}"), parts.getFirst());
        assertEquals(Json.parse(part), parts.getLast());
        assertEquals(2, parts.size());
    }

    @Test
    void severalFilesKeepTheirOrder() throws IOException {
        String one = Files.writeString(folder.resolve("1.txt"), "1").toString();
        String two = Files.writeString(folder.resolve("2.txt"), "2").toString();
        List<Json> parts = sent(two, one);
        assertTrue(
                parts.get(1).toText().contains("2.txt") && parts.get(2).toText().contains("1.txt"));
    }

    @Test
    void whatCannotBeAttachedIsNamed() throws IOException {
        refused(folder.resolve("missing.png"), "there is no such file");
        refused(folder, "it is a folder");
        refused(Files.createFile(folder.resolve("empty.png")), "it is empty");
    }

    private static void refused(Path file, String why) {
        Cli.BARE.run("chat", "--attach", file.toString(), "Hi").failed(2, "can't attach " + file, why);
    }
}
