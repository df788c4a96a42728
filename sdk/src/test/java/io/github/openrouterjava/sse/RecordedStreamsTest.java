package io.github.openrouterjava.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.openrouterjava.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What real servers sent, read by the reader and by the plainest reading of the rules. */
class RecordedStreamsTest {

    @TestFactory
    Stream<DynamicTest> eachRecordedStreamReadsAsByThePlainRules() {
        return Shared.files("streams", ".sse").stream()
                .map(file -> DynamicTest.dynamicTest(file.getParent().getFileName() + "/" + file.getFileName(), () -> {
                    byte[] body = Files.readAllBytes(file);
                    List<String> expected = plainly(new String(body, ISO_8859_1));
                    for (int size : new int[] {1, 7, 4096}) {
                        assertEquals(expected, read(Pieces.ofSize(body, size)), "in pieces of " + size);
                    }
                }));
    }

    /** One char for each byte, line by line; the last item is what the body's end left undelivered, or empty. */
    private static List<String> plainly(String body) {
        if (body.startsWith("\u00ef\u00bb\u00bf")) {
            body = body.substring(3);
        }
        List<String> events = new ArrayList<>();
        StringBuilder data = new StringBuilder();
        String[] lines = body.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean last = i == lines.length - 1;
            if (lines[i].isEmpty() && !last) {
                if (!data.isEmpty()) {
                    events.add(data.substring(0, data.length() - 1));
                }
                data.setLength(0);
            } else if (lines[i].equals("data")) {
                data.append('\n');
            } else if (lines[i].startsWith("data:")) {
                data.append(lines[i].substring(lines[i].startsWith("data: ") ? 6 : 5))
                        .append('\n');
            }
        }
        events.add(data.isEmpty() ? "" : data.substring(0, data.length() - 1));
        return events;
    }

    private static List<String> read(Pieces body) throws IOException {
        var reader = new SseReader(body);
        List<String> events = new ArrayList<>();
        while (reader.next()) {
            events.add(text(reader));
        }
        events.add(reader.pending() ? text(reader) : "");
        return events;
    }

    private static String text(SseReader reader) {
        return new String(reader.data(), reader.from(), reader.to() - reader.from(), ISO_8859_1);
    }
}
