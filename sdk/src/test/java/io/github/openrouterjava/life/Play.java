package io.github.openrouterjava.life;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.RawServer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One stream as a seed makes it: what the server sends and how it ends, what the user does, and which end is right.
 *
 * <p>The texts hold the seed, so that no stream's text can be taken for another's.
 */
final class Play {
    /** How often a call is made at the most. */
    static final int ATTEMPTS = 3;

    private static final String ERROR = "{\"error\":{\"code\":%d,\"message\":\"No luck\"}}";

    final long seed;
    final Fault fault;
    final List<String> pieces = new ArrayList<>();
    final Right right;

    /** After how many pieces the fault happens. */
    final int at;

    /** How many requests are refused before one is answered. */
    final int refusals;

    /** Bytes that are sent at once, at the most, and the longest pause between them. */
    final int segment;

    final int pause;

    /** When the user leaves, in microseconds. */
    final int leaving;

    /** All that the server sends to an answered request, and how much of it. */
    final byte[] wire;

    final int sent;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Integer> starts = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();

    /** The play of this seed among these faults. */
    Play(long seed, List<Fault> faults) {
        this.seed = seed;
        var random = new Random(seed);
        fault = faults.get(random.nextInt(faults.size()));
        int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            pieces.add("<" + seed + ":" + i + " ü€😀>");
        }
        at = random.nextInt(count + 1);
        refusals = fault == Fault.BUSY || fault == Fault.DOWN ? 1 + random.nextInt(ATTEMPTS) : 0;
        boolean drips = fault == Fault.DRIP;
        segment = fault == Fault.STALL ? 1 << 20 : drips ? 20 : 40 + random.nextInt(1000);
        int millis = drips ? 1000 : random.nextInt(400);
        leaving = random.nextInt(random.nextBoolean() ? 2_000 : 300_000);
        boolean retryable = random.nextBoolean();

        int head = compose(retryable);
        wire = out.toByteArray();
        pause = (int) (2L * millis * segment / wire.length);
        sent = switch (fault) {
            case CUT -> random.nextInt(wire.length);
            case RESET -> random.nextInt(starts.get(count + 1)); // the last text may be lost, the end is never sent
            case STALL -> at == 0 ? head : ends.get(at);
            default -> wire.length;
        };
        right = judge(count, retryable);
    }

    /** Writes all that there is to send, and gives the head's length. */
    private int compose(boolean retryable) {
        if (fault == Fault.JSON || fault == Fault.JSON_ERROR) {
            String body = fault == Fault.JSON_ERROR
                    ? String.format(ERROR, 400)
                    : "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                            + String.join("", pieces) + "\"},\"finish_reason\":\"stop\"}]}";
            add(RawServer.head(
                    200,
                    "Content-Type",
                    "application/json",
                    "Content-Length",
                    Integer.toString(body.getBytes(UTF_8).length)));
            add(body);
            return 0;
        }
        add(RawServer.head(200, "Content-Type", "text/event-stream", "Transfer-Encoding", "chunked"));
        int head = out.size();
        event(": a comment, which is no answer yet\n\n");
        // Nothing of an answer follows an error: a client reads on for a while, and takes it.
        for (int i = 0; i < (fault == Fault.ERROR ? at : pieces.size()); i++) {
            if (i == at && fault == Fault.MALFORMED) {
                event("data: {\"choices\":[}\n\n");
            }
            event("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + pieces.get(i) + "\"}}]}\n\n");
        }
        event(
                switch (fault) {
                    case ERROR -> "data: " + String.format(ERROR, retryable ? 502 : 400) + "\n\n";
                    case MALFORMED -> "data: <html>\n\n";
                    default -> "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
                });
        event("data: {\"choices\":[],\"usage\":{\"total_tokens\":5}}\n\n");
        event("data: [DONE]\n\n");
        add(RawServer.lastChunk());
        return head;
    }

    private void add(String text) {
        out.writeBytes(text.getBytes(UTF_8));
    }

    private void event(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        add(Integer.toHexString(bytes.length) + "\r\n");
        starts.add(out.size());
        out.writeBytes(bytes);
        ends.add(out.size());
        add("\r\n");
    }

    private Right judge(int count, boolean retryable) {
        return switch (fault) {
            case NONE, DRIP -> Right.whole(count, 1);
            case CUT -> cut(count);
            case RESET -> Right.interrupted(0, textsWithin(sent));
            case ERROR -> Right.errorWithin(at, at == 0 && retryable ? ATTEMPTS : 1);
            case BUSY, DOWN -> refusals < ATTEMPTS ? Right.whole(count, refusals + 1) : Right.errorInPlace(ATTEMPTS);
            case STALL -> Right.timeout(at);
            case MALFORMED -> Right.undecodable(at);
            case JSON -> Right.undecodable(count);
            case JSON_ERROR -> Right.errorInPlace(1);
            case CLOSED_BY_READER -> Right.closedAfter(at);
            case CLOSED_BY_ANOTHER, INTERRUPTED -> Right.closedSometime(count);
            case REFUSED -> Right.refused();
        };
    }

    /** Whole where the finish reason came and no later event is in pieces. */
    private Right cut(int count) {
        int finish = count + 1;
        boolean inPieces = false;
        for (int i = finish + 1; i < ends.size(); i++) {
            inPieces |= starts.get(i) < sent && sent < ends.get(i);
        }
        if (ends.get(finish) <= sent && !inPieces) {
            return Right.whole(count, 1);
        }
        int texts = textsWithin(sent);
        return Right.interrupted(texts, texts);
    }

    /** How many texts are whole within so many bytes; the first event is a comment. */
    private int textsWithin(int bytes) {
        int texts = 0;
        while (texts < pieces.size() && ends.get(texts + 1) <= bytes) {
            texts++;
        }
        return texts;
    }

    @Override
    public String toString() {
        return fault + " of seed " + seed;
    }
}
