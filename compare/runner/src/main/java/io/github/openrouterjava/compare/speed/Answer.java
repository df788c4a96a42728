package io.github.openrouterjava.compare.speed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer as OpenRouter streams it: a comment, a chunk with the role, chunks with a piece of text each, one with the
 * finish reason, one with usage, and the end.
 *
 * @param text of the pieces
 * @param before the events before the pieces
 * @param pieces events with a piece of text each
 * @param times how often the pieces are sent: a long answer is a shorter one repeated, which the processor's cache keeps
 * @param after the events behind them
 */
record Answer(String text, List<byte[]> before, List<byte[]> pieces, int times, List<byte[]> after) {
    private static final int REPEATED = 2_000;

    /**
     * @param chunks with a piece of text each
     * @param stamped whether each piece begins with room for the time
     */
    static Answer of(int chunks, boolean stamped, long seed) {
        int times = Math.max(1, chunks / REPEATED);
        var words = new Words(seed);
        String id = words.id();
        var text = new StringBuilder();
        var pieces = new ArrayList<byte[]>();
        for (int i = 0; i < chunks / times; i++) {
            String piece = words.next();
            if (stamped) piece = Stamp.MARK + "0".repeat(Stamp.DIGITS) + piece;
            text.append(piece);
            pieces.add(event(id, words.json(piece), "null", ""));
        }
        return new Answer(
                text.toString(),
                List.of(utf8(": OPENROUTER PROCESSING\n\n"), event(id, "\"\"", "null", "")),
                pieces,
                times,
                List.of(
                        event(id, "\"\"", "\"stop\"", ""),
                        event(id, "\"\"", "null", usage(chunks)),
                        utf8("data: [DONE]\n\n")));
    }

    /** What a client must have got of it. */
    long[] expected() {
        long[] outside = size(before);
        long[] end = size(after);
        long[] inside = size(pieces);
        return Expected.answer(
                text.repeat(times), outside[0] + end[0] + times * inside[0], outside[1] + end[1] + times * inside[1]);
    }

    /** Events as HTTP chunks: one for each, or for as many as this many bytes hold. */
    static byte[] framed(List<byte[]> events, int most) {
        var out = new ByteArrayOutputStream();
        var chunk = new ByteArrayOutputStream();
        for (byte[] event : events) {
            if (chunk.size() > 0 && chunk.size() + event.length > most) frame(chunk, out);
            chunk.writeBytes(event);
        }
        frame(chunk, out);
        return out.toByteArray();
    }

    private static void frame(ByteArrayOutputStream chunk, ByteArrayOutputStream out) {
        out.writeBytes(utf8(Integer.toHexString(chunk.size()) + "\r\n"));
        out.writeBytes(chunk.toByteArray());
        out.writeBytes(utf8("\r\n"));
        chunk.reset();
    }

    /** Their bytes and their lines. */
    private static long[] size(List<byte[]> events) {
        long bytes = 0;
        long lines = 0;
        for (byte[] event : events) {
            bytes += event.length;
            for (byte b : event) if (b == '\n') lines++;
        }
        return new long[] {bytes, lines};
    }

    private static byte[] event(String id, String content, String finish, String more) {
        return utf8("data: {\"id\":\"" + id
                + "\",\"provider\":\"Amazon Bedrock\",\"model\":\"anthropic/claude-4.5-sonnet-20250929\","
                + "\"object\":\"chat.completion.chunk\",\"created\":1763850000,\"choices\":[{\"index\":0,\"delta\":"
                + "{\"role\":\"assistant\",\"content\":" + content + "},\"finish_reason\":" + finish
                + ",\"native_finish_reason\":" + finish + ",\"logprobs\":null}]" + more + "}\n\n");
    }

    private static String usage(int chunks) {
        return ",\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":" + chunks + ",\"total_tokens\":" + (8 + chunks)
                + ",\"cost\":0.00024375,\"is_byok\":false,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},"
                + "\"cost_details\":{\"upstream_inference_cost\":null,\"upstream_inference_prompt_cost\":0.00009375,"
                + "\"upstream_inference_completions_cost\":0.00015},"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":0,\"image_tokens\":0}}";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
