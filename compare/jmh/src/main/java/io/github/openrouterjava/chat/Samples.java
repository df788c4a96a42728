package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Events as OpenRouter sends them, of about 320 bytes each, in the order of one answer. */
final class Samples {
    private static final String TEXT =
            "A river that is in no hurry carries more than one that is. It takes its sand from the"
                    + " hills, grain by grain, and lays it down where the land is flat; what looks like rest is work.\\n\\nAsk a"
                    + " ferryman how deep the water is, and he will say: \\\"Today?\\\" So it is with every measure that we take:"
                    + " it holds for a while – then the water rises.";
    private static final List<String> WORDS = List.of(TEXT.split("(?<= )"));

    private Samples() {}

    /** Sixty-four events of this kind, none like another. */
    static byte[][] of(String kind) {
        var events = new byte[64][];
        for (int i = 0; i < events.length; i++) {
            String word = WORDS.get(i % WORDS.size());
            String event = switch (kind) {
                case "text" -> text(word);
                case "reasoning" -> reasoning(word);
                case "tool" -> tool(word);
                case "logprobs" -> logprobs(word);
                case "usage" -> usage(1000 + i);
                default -> throw new IllegalArgumentException(kind);
            };
            events[i] = event.getBytes(UTF_8);
        }
        return events;
    }

    /** A whole answer in so many events, of which the first tenth is reasoning and the last one brings the usage. */
    static List<byte[]> answer(int count) {
        var events = new ArrayList<byte[]>();
        for (int i = 0; i < count - 1; i++) {
            String word = WORDS.get(i % WORDS.size());
            events.add((i < count / 10 ? reasoning(word) : text(word)).getBytes(UTF_8));
        }
        events.add(usage(count).getBytes(UTF_8));
        return events;
    }

    /** As {@link #answer}, but its second half is a tool call that grows. */
    static List<byte[]> answerWithCall(int count) {
        List<String> words =
                WORDS.stream().filter(word -> word.indexOf('\\') < 0).toList();
        List<byte[]> events = answer(count);
        int from = count / 2;
        for (int i = from; i < count - 1; i++) {
            String event = i == from ? call() : tool(i == count - 2 ? "\\\"}" : words.get(i % words.size()));
            events.set(i, event.getBytes(UTF_8));
        }
        return events;
    }

    /** The body of an event stream that holds these events. */
    static byte[] body(List<byte[]> events) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(": OPENROUTER PROCESSING\n\n".getBytes(UTF_8));
        for (byte[] event : events) {
            body.writeBytes("data: ".getBytes(UTF_8));
            body.writeBytes(event);
            body.writeBytes("\n\n".getBytes(UTF_8));
        }
        body.writeBytes("data: [DONE]\n\n".getBytes(UTF_8));
        return body.toByteArray();
    }

    private static String text(String word) {
        return chunk("""
                {"role":"assistant","content":"%s"}""".formatted(word));
    }

    private static String reasoning(String word) {
        return chunk("""
                {"role":"assistant","content":"","reasoning":"%s","reasoning_details":\
                [{"type":"reasoning.text","text":"%s","format":"anthropic-claude-v1","index":0}]}\
                """.formatted(word, word));
    }

    private static String tool(String word) {
        return chunk("""
                {"role":"assistant","content":null,"tool_calls":\
                [{"index":0,"id":null,"function":{"name":null,"arguments":"%s"},"type":"function"}]}\
                """.formatted(word));
    }

    private static String call() {
        return chunk("""
                {"role":"assistant","content":null,"tool_calls":\
                [{"index":0,"id":"call_Zk4Qn8RtW2yX","function":{"name":"write","arguments":"{\\"text\\":\\""},"type":"function"}]}\
                """);
    }

    private static String logprobs(String word) {
        var likely = new StringJoiner(",");
        for (int i = 0; i < 5; i++) {
            likely.add("""
                    {"token":"%s","logprob":-%d.%d,"bytes":[%d,32]}""".formatted(word, i, 1234567 * (i + 1), 97 + i));
        }
        return chunk("""
                {"role":"assistant","content":"%s"}""".formatted(word), """
                {"content":[{"token":"%s","logprob":-0.1234567,"bytes":[97,32],"top_logprobs":[%s]}]}\
                """.formatted(word, likely));
    }

    private static String chunk(String delta) {
        return chunk(delta, "null");
    }

    private static String chunk(String delta, String logprobs) {
        return envelope("""
                {"index":0,"delta":%s,"finish_reason":null,"native_finish_reason":null,"logprobs":%s}],\
                "system_fingerprint":"fp_a1b2c3d4e5\"""".formatted(delta, logprobs));
    }

    private static String usage(int tokens) {
        return envelope("""
                {"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop",\
                "native_finish_reason":"stop","logprobs":null}],"usage":{"prompt_tokens":431,"completion_tokens":%d,\
                "total_tokens":%d,"cost":0.00%d,"is_byok":false,"prompt_tokens_details":{"cached_tokens":128,\
                "audio_tokens":0},"cost_details":{"upstream_inference_cost":null,\
                "upstream_inference_prompt_cost":0.0004310,"upstream_inference_completions_cost":0.00%d},\
                "completion_tokens_details":{"reasoning_tokens":64,"image_tokens":0}}\
                """.formatted(tokens, tokens + 431, tokens, tokens));
    }

    private static String envelope(String firstChoiceAndRest) {
        return """
                {"id":"gen-1763802000-Zk4Qn8RtW2yXc6Vb0LmP","provider":"Amazon Bedrock","model":"example/river-2-large",\
                "object":"chat.completion.chunk","created":1763802000,"choices":[%s}""".formatted(firstChoiceAndRest);
    }
}
