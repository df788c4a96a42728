package io.github.openrouterjava.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.fuzz.FuzzInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Any bytes, cut anywhere, give the events that the rules read anew give, within the limit. */
public final class SseFuzz {
    private static final Pattern LINE = Pattern.compile("([^\r\n]*)(\r\n|\r|\n|\\z)");
    private static final int PREFIX = 9;

    private SseFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzInput chosen = FuzzInput.of(input, 20 << 10);
        int limit = chosen.option() < 32 ? SseReader.DEFAULT_MAX_EVENT_BYTES : 1 << (chosen.option() & 7);
        List<String> expected = new Rules(limit).events(new String(chosen.content(), ISO_8859_1));
        assertEquals(expected, events(chosen.whole(), limit), "whole, limit " + limit);
        assertEquals(expected, events(chosen.inPieces(), limit), "in pieces, limit " + limit);
    }

    private static List<String> events(InputStream in, int limit) {
        var reader = new SseReader(in, limit);
        List<String> events = new ArrayList<>();
        try {
            while (reader.next()) {
                events.add(event(reader));
            }
            if (reader.pending()) {
                events.add("pending " + event(reader));
            }
            events.add(reader.comments() + " comments, " + reader.ignoredLines() + " lines ignored");
            assertEquals(reader.ignoredLines() > 0, reader.firstIgnoredLine() != null);
            assertEquals(false, reader.next());
        } catch (SseException tooLarge) {
            events.add("too large at " + tooLarge.offset());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int most = limit == SseReader.DEFAULT_MAX_EVENT_BYTES ? 2 << 20 : 2 * (16 << 10);
        assertTrue(reader.data().length <= most, "a buffer of " + reader.data().length);
        return events;
    }

    private static String event(SseReader reader) {
        return reader.event() + " at " + reader.eventOffset() + ", data at " + reader.dataOffset() + ": "
                + new String(reader.data(), reader.from(), reader.to() - reader.from(), ISO_8859_1);
    }

    /** The rules of the WHATWG, written down as plainly as can be: a char is a byte here. */
    private static final class Rules {
        private final int limit;
        private final List<String> events = new ArrayList<>();
        private StringBuilder data = new StringBuilder();
        private boolean hasData;
        private String type;
        private int offset;
        private int dataOffset;
        private int comments;
        private int ignored;

        Rules(int limit) {
            this.limit = limit;
        }

        List<String> events(String body) {
            Matcher lines = LINE.matcher(body);
            while (lines.find() && lines.start() < body.length()) {
                String line = lines.group(1);
                boolean last = lines.group(2).isEmpty();
                if (data.length() + line.length() - PREFIX > limit) {
                    return tooLarge(lines.start());
                }
                if (line.isEmpty()) {
                    dispatch();
                    continue;
                }
                int at = lines.start();
                if (at == 0 && line.startsWith("\u00ef\u00bb\u00bf")) {
                    line = line.substring(3);
                    at = 3;
                    if (line.isEmpty()) {
                        continue;
                    }
                }
                boolean cutBom = last && lines.start() == 0 && "\u00ef\u00bb\u00bf".startsWith(line);
                String cut = line;
                boolean cutName = List.of("data", "event", "id", "retry").stream()
                        .anyMatch(name -> last && name.startsWith(cut) && !name.equals(cut));
                if (!cutBom && !cutName && !take(line, at)) {
                    return tooLarge(hasData ? offset : at);
                }
            }
            if (hasData) {
                events.add("pending " + event());
            }
            events.add(comments + " comments, " + ignored + " lines ignored");
            return events;
        }

        private boolean take(String line, int at) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? line : line.substring(0, colon);
            int from = colon < 0 ? line.length() : colon + 1;
            from += line.startsWith(" ", from) ? 1 : 0;
            String value = line.substring(from);
            switch (name) {
                case "data" -> {
                    String more = hasData ? "\n" + value : value;
                    if (data.length() + more.length() > limit) {
                        return false;
                    }
                    data.append(more);
                    offset = hasData ? offset : at;
                    dataOffset = hasData ? dataOffset : at + from;
                    hasData = true;
                }
                case "event" -> type = value.isEmpty() ? null : new String(value.getBytes(ISO_8859_1), UTF_8);
                case "id", "retry" -> {}
                case "" -> comments++;
                default -> ignored++;
            }
            return true;
        }

        private void dispatch() {
            if (hasData) {
                events.add(event());
            }
            data = new StringBuilder();
            hasData = false;
            type = null;
        }

        private String event() {
            return type + " at " + offset + ", data at " + dataOffset + ": " + data;
        }

        private List<String> tooLarge(int at) {
            events.add("too large at " + (hasData ? offset : at));
            return events;
        }
    }
}
