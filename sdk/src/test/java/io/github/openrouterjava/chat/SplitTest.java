package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One answer with something of everything, however it is cut. */
class SplitTest {
    private static final String ANSWER = """
        : OPENROUTER PROCESSING

        data: {"id":"gen-1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

        data: {"id":"gen-1","choices":[{"index":0,"delta":{"reasoning":"caf\u00e9?","reasoning_details":[{"type":"reasoning.text","text":"caf\u00e9?","index":0}]}}]}

        :

        data:{"id":"gen-1","choices":[{"index":0,"delta":{"content":"\u4f60\u597d \ud83d\ude00 data: "}}]}

        event: message
        id: 7
        data: {"id":"gen-1","choices":[{"index":0,
        data: "delta":{"content":"\\u00e9\\ud83d\\ude00 [DONE]"}}]}

        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"{\\"a\\":"}}]}}]}

        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\\"\u00fc\\"}"}}]}}]}

        data: {"id":"gen-1","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

        data: {"id":"gen-1","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12}}

        data: [DONE]

        """;

    @Test
    void everyCutGivesTheSameChunks() {
        for (byte[] answer : answers()) {
            List<ChatCompletionChunk> whole = chunks(new ByteArrayInputStream(answer));
            assertEquals(8, whole.size());
            for (int cut = 0; cut <= answer.length; cut++) {
                InputStream cutInTwo = new SequenceInputStream(
                        new ByteArrayInputStream(answer, 0, cut),
                        new ByteArrayInputStream(answer, cut, answer.length - cut));
                assertEquals(whole, chunks(cutInTwo), "cut at " + cut);
            }
        }
    }

    @Test
    void oneByteAtATimeGivesTheSameChunks() {
        for (byte[] answer : answers()) {
            InputStream slow = new FilterInputStream(new ByteArrayInputStream(answer)) {
                @Override
                public int read(byte[] to, int offset, int length) throws IOException {
                    return super.read(to, offset, Math.min(1, length));
                }
            };
            assertEquals(chunks(new ByteArrayInputStream(answer)), chunks(slow));
        }
    }

    @Test
    void everyBeginningIsWholeOrInterruptedAndNothingElse() {
        for (byte[] answer : answers()) {
            List<ChatCompletionChunk> whole = chunks(new ByteArrayInputStream(answer));
            String text = new String(answer, UTF_8);
            int finished = bytes(text.substring(0, text.indexOf("tool_calls\"}]}") + 14));
            for (int length = 0; length <= answer.length; length++) {
                ChatStream stream = ChatStream.of(new ByteArrayInputStream(answer, 0, length));
                List<ChatCompletionChunk> chunks = new ArrayList<>();
                if (length < finished || endsWithinEvent(answer, length, true)) {
                    String cut = "cut at " + length;
                    var end = assertThrows(StreamInterruptedException.class, () -> stream.forEach(chunks::add), cut);
                    assertEquals(StreamEnd.INTERRUPTED, stream.end());
                    assertEquals(stream.completion().text(), end.completion().text());
                } else {
                    stream.forEach(chunks::add);
                    assertEquals(StreamEnd.COMPLETE, stream.end());
                }
                assertEquals(whole.subList(0, chunks.size()), chunks, "cut at " + length);
            }
        }
    }

    @Test
    void everyBrokenConnectionIsWholeOrInterruptedAndNothingElse() {
        byte[] answer = answers().getFirst();
        for (int length = 0; length <= answer.length; length++) {
            InputStream broken =
                    new SequenceInputStream(new ByteArrayInputStream(answer, 0, length), new InputStream() {
                        @Override
                        public int read() throws IOException {
                            throw new IOException("the connection broke");
                        }
                    });
            ChatStream stream = ChatStream.of(broken);
            try {
                stream.forEach(chunk -> {});
                assertEquals(StreamEnd.COMPLETE, stream.end());
            } catch (StreamInterruptedException end) {
                assertEquals(StreamEnd.INTERRUPTED, stream.end());
                boolean finished = stream.completion().finishReason() != null;
                assertTrue(!finished || endsWithinEvent(answer, length, false), "cut at " + length);
            }
        }
    }

    /** By the rules read anew: whether the last lines are an event without its end, comments left aside. */
    private static boolean endsWithinEvent(byte[] answer, int length, boolean wholeDataCounts) {
        var lines = new ArrayList<>(List.of(new String(answer, 0, length, UTF_8).split("\r\n|\r|\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        List<String> event = lines.subList(lines.lastIndexOf("") + 1, lines.size()).stream()
                .filter(line -> !line.startsWith(":"))
                .toList();
        String data = String.join("", event).replaceFirst("^data: ?", "");
        return !event.isEmpty()
                && !(wholeDataCounts && (data.equals("[DONE]") || data.endsWith("}]}") || data.endsWith("}}")));
    }

    private static List<byte[]> answers() {
        return List.of(
                ANSWER.getBytes(UTF_8),
                ANSWER.replace("\n", "\r\n").getBytes(UTF_8),
                ANSWER.replace("\n", "\r").getBytes(UTF_8),
                ("\ufeff" + ANSWER.substring(ANSWER.indexOf("data"))).getBytes(UTF_8),
                ("\ufeff" + ANSWER).getBytes(UTF_8));
    }

    private static List<ChatCompletionChunk> chunks(InputStream body) {
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        ChatStream stream = ChatStream.of(body);
        stream.forEach(chunks::add);
        assertEquals(StreamEnd.COMPLETE, stream.end());
        assertEquals(
                "\u4f60\u597d \ud83d\ude00 data: \u00e9\ud83d\ude00 [DONE]",
                stream.completion().text());
        assertEquals("caf\u00e9?", stream.completion().reasoning());
        assertEquals(
                "{\"a\":\"\u00fc\"}", stream.completion().toolCalls().getFirst().arguments());
        return chunks;
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
