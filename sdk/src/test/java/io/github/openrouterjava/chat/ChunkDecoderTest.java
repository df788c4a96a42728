package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.openrouterjava.Shared;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.sse.SseReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding by what has changed gives what decoding all of it gives. */
class ChunkDecoderTest {
    private static final int MUTANTS = 40_000;

    private final WireReader used = new WireReader();

    private static final String TEXT = """
            {"id":"gen-1","provider":"OpenAI","model":"m","object":"chat.completion.chunk","created":1795373916,\
            "choices":[{"index":0,"delta":{"role":"assistant","content":"Hello"},"finish_reason":null,"logprobs":null}]}""";
    private static final String OBFUSCATED = """
            {"id":"c-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,\
            "delta":{"content":" a"},"finish_reason":null}],"usage":null,"obfuscation":"x1"}""";
    private static final String REASONING = """
            {"id":"g","choices":[{"index":0,"delta":{"content":"","reasoning":"Hm","reasoning_content":"Hm",\
            "reasoning_details":[{"type":"reasoning.text","text":"Hm","format":"f","index":0}]}}]}""";
    private static final String TOOL = """
            {"id":"g","created":0,"choices":[{"index":0,"delta":{"content":null,"tool_calls":[{"index":0,"id":"c",\
            "type":"function","function":{"name":"f","arguments":"{\\"a\\":"}}]}}]}""";

    /** What a decoder makes of a slice that stands between other bytes: a chunk, or what it complains of. */
    private interface Decode {
        ChatCompletionChunk decode(byte[] bytes, int from, int to);
    }

    private static Object result(Decode decode, byte[] event) {
        byte[] around = new byte[event.length + 5];
        System.arraycopy(event, 0, around, 3, event.length);
        try {
            return decode.decode(around, 3, around.length - 2);
        } catch (JsonException refused) {
            return refused.getMessage();
        }
    }

    private void assertSameAsWhole(ChunkDecoder decoder, byte[] event) {
        Object whole = result(new WireReader()::chunk, event);
        assertEquals(whole, result(decoder::decode, event), () -> new String(event, UTF_8));
        assertEquals(whole, result(used::chunk, event), () -> "by a used reader: " + new String(event, UTF_8));
    }

    @Test
    void everyRecordedChunkIsTheSame() throws IOException {
        for (Path file : Shared.files("streams", ".sse")) {
            var decoder = new ChunkDecoder();
            var events = new SseReader(new ByteArrayInputStream(Files.readAllBytes(file)), 32 << 20);
            while (events.next()) {
                var event = new ByteArrayOutputStream();
                event.write(events.data(), events.from(), events.to() - events.from());
                assertSameAsWhole(decoder, event.toByteArray());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TEXT, OBFUSCATED, REASONING, TOOL})
    void changedChunkIsTheSame(String document) {
        var random = new Random(7);
        byte[] original = document.getBytes(UTF_8);
        var decoder = new ChunkDecoder();
        for (int i = 0; i < MUTANTS; i++) {
            if (i % 50 == 0) {
                decoder = new ChunkDecoder(); // its patience is limited
                assertSameAsWhole(decoder, original);
            }
            assertSameAsWhole(decoder, mutant(original, random));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices[0].delta.content\":\"x\",\"choices\":[{\"index\":0,\"delta\":{}}]}",
                "{\"choices\":[{\"index\":0,\"delta.content\":\"x\"}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls[0].function.arguments\":\"x\"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_details[0].text\":\"x\"}}]}",
                "{\"created\":1,\"choices\":[null,{\"index\":0,\"delta\":{\"content\":\"x\"}}]}",
                "{\"created\":1,\"choices\":[{\"delta\":{\"tool_calls\":[null,{\"function\":{\"arguments\":\"x\"}}]}}]}",
                "{\"created\":1,\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":\"x\"}},null]}}]}",
                "{\"created\":1,\"choices\":[{\"delta\":{\"content\":\"x\"},\"delta\":{\"content\":\"x\"}}]}",
                "{\"created\":1,\"choices\":[{\"index\":0}],\"choices\":[{\"delta\":{\"content\":\"x\"}}]}",
                "{\"created\":1,\"choices\":[{\"delta\":{\"reasoning_details\":[{\"type\":\"x\",\"text\":\"x\"}]}}]}",
            })
    void whatLooksLikeAValueIsNoneAndWhatStandsTwiceIsReadWhole(String document) {
        var decoder = new ChunkDecoder();
        assertSameAsWhole(decoder, document.getBytes(UTF_8));
        assertSameAsWhole(decoder, document.getBytes(UTF_8));
        assertSameAsWhole(decoder, document.replace("\"x\"", "\"other\"").getBytes(UTF_8));
    }

    @Test
    void largeChunkWithManyNamesTakesLittleMemory() {
        var document = new StringBuilder("{\"choices\":[{\"delta\":{\"content\":\"x\"}}],\"").append("k".repeat(5_000));
        document.append("\":{\"0\":0");
        for (int i = 1; i < 1_000; i++) {
            document.append(",\"").append(i).append("\":0");
        }
        assertSameAsWhole(new ChunkDecoder(), document.append("}}").toString().getBytes(UTF_8));
    }

    /** The document with one to three pieces taken out, doubled, or replaced by what is likely to matter. */
    private static byte[] mutant(byte[] original, Random random) {
        String[] likely = {
            "\"",
            "\\",
            "\\n",
            "\\u00e9",
            "\\ud83d",
            "é",
            "\u0001",
            "0",
            "7",
            "-",
            ".5",
            "1e3",
            ",",
            "null",
            "[]",
            "{}",
            " ",
            "\"content\":\"x\",",
            "\"created\":2,",
            "}",
            "]",
            "word"
        };
        StringBuilder text = new StringBuilder(new String(original, UTF_8));
        for (int n = random.nextInt(3); n >= 0; n--) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(6));
            switch (random.nextInt(3)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, text.substring(from, to));
                default -> text.replace(from, to, likely[random.nextInt(likely.length)]);
            }
            if (text.isEmpty()) {
                text.append(' ');
            }
        }
        byte[] bytes = text.toString().getBytes(UTF_8);
        if (random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static ChatCompletionChunk decoded(ChunkDecoder decoder, String document) {
        byte[] bytes = document.getBytes(UTF_8);
        return decoder.decode(bytes, 0, bytes.length);
    }

    @Test
    void whatHasNotChangedIsShared() {
        var decoder = new ChunkDecoder();
        var first = decoded(decoder, TEXT);
        var second = decoded(decoder, TEXT.replace("Hello", " wörld\\n").replace("1795373916", "1795373917"));
        assertEquals(" wörld\n", second.text());
        assertEquals(1_795_373_917, second.created());
        assertSame(first.id(), second.id());
        assertSame(
                first.choices().getFirst().delta().extra(),
                second.choices().getFirst().delta().extra());
    }

    @Test
    void everyValueThatTendsToChangeIsReadAlone() {
        var decoder = new ChunkDecoder();
        assertSame(
                decoded(decoder, OBFUSCATED).id(),
                decoded(decoder, OBFUSCATED.replace("x1", "another").replace(" a", "b"))
                        .id());
        assertSame(
                decoded(decoder, REASONING).id(),
                decoded(decoder, REASONING.replace("Hm", "So")).id());
        assertSame(
                decoded(decoder, TOOL).id(),
                decoded(decoder, TOOL.replace("{\\\"a", "{\\\"b")).id());
    }

    @Test
    void kindsThatTakeTurnsAreAllRemembered() {
        var decoder = new ChunkDecoder();
        var text = decoded(decoder, TEXT);
        var reasoning = decoded(decoder, REASONING);
        var other = decoded(decoder, TEXT.replace("\"index\":0", "\"index\":1"));
        assertSame(
                reasoning.id(), decoded(decoder, REASONING.replace("Hm", "So")).id());
        assertSame(text.id(), decoded(decoder, TEXT.replace("Hello", "Bye")).id());
        assertSame(
                other.id(),
                decoded(decoder, TEXT.replace("\"index\":0", "\"index\":1")).id());
        assertNotSame(text.id(), other.id());
    }

    @Test
    void aReaderThatFailedReadsOnAsANewOne() {
        List<String> documents = List.of(
                "{\"usage\":{\"own\":1},\"choices\":[{\"own\":2,\"delta\":{\"own\":3}}]}",
                "{\"choices\":[{\"delta\":{\"own\":3,\"tool_calls\":[{\"own\":4},null]},\"own\":2}],\"own\":1}");
        for (String broken : documents) {
            for (int length = 0; length < broken.length(); length++) {
                byte[] beginning = broken.substring(0, length).getBytes(UTF_8);
                assertEquals(result(new WireReader()::chunk, beginning), result(used::chunk, beginning));
                for (String next : documents) {
                    byte[] event = next.getBytes(UTF_8);
                    assertEquals(result(new WireReader()::chunk, event), result(used::chunk, event), broken + length);
                }
            }
        }
    }
}
