package io.github.openrouterjava.compare.speed;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A script's answers as buffers that can be sent. For one thread. */
final class Replies {
    private final Script script;
    private final List<List<ByteBuffer>> whole = new ArrayList<>();
    private final ByteBuffer beginning;
    private final List<ByteBuffer> pieces;
    private final ByteBuffer ending;
    private int turn;

    Replies(Script script) {
        this.script = script;
        List<Answer> answers = script.answers();
        for (Answer answer : script.paced() ? List.<Answer>of() : answers) whole.add(whole(answer));
        Answer first = answers.getFirst();
        beginning = direct(beginning(first));
        pieces = first.pieces().stream()
                .map(event -> direct(Answer.framed(List.of(event), 0)))
                .toList();
        ending = direct(ending(first));
    }

    Script script() {
        return script;
    }

    /** The next whole answer, in parts. */
    List<ByteBuffer> next() {
        turn = (turn + 1) % whole.size();
        return whole.get(turn);
    }

    ByteBuffer beginning() {
        return beginning;
    }

    /** A piece, with the time at which it is sent written into it. */
    ByteBuffer piece(int index, long now) {
        ByteBuffer piece = pieces.get(index);
        int mark = 0;
        while (piece.get(mark) != Stamp.MARK) mark++;
        for (int i = mark + Stamp.DIGITS; i > mark; i--) {
            piece.put(i, (byte) ('0' + now % 10));
            now /= 10;
        }
        return piece;
    }

    ByteBuffer ending() {
        return ending;
    }

    private List<ByteBuffer> whole(Answer answer) {
        byte[] inside = Answer.framed(answer.pieces(), script.number());
        if (answer.times() == 1) { // in one part, so in one write
            var all = new ByteArrayOutputStream();
            all.writeBytes(beginning(answer));
            all.writeBytes(inside);
            all.writeBytes(ending(answer));
            return List.of(direct(all.toByteArray()));
        }
        var parts = new ArrayList<ByteBuffer>();
        parts.add(direct(beginning(answer)));
        ByteBuffer repeated = direct(inside);
        for (int i = 0; i < answer.times(); i++) parts.add(repeated);
        parts.add(direct(ending(answer)));
        return parts;
    }

    private byte[] beginning(Answer answer) {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
                + "X-Generation-Id: gen-1763850000-speed\r\nTransfer-Encoding: chunked\r\n"
                + (script.kind() == Script.Kind.ONCE ? "Connection: close\r\n" : "") + "\r\n";
        var out = new ByteArrayOutputStream();
        out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(Answer.framed(answer.before(), 0));
        return out.toByteArray();
    }

    private static byte[] ending(Answer answer) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(Answer.framed(answer.after(), 0));
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
