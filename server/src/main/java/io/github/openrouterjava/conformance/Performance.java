package io.github.openrouterjava.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.openrouterjava.conformance.Play.End;
import io.github.openrouterjava.conformance.Play.Framing;
import io.github.openrouterjava.http.Headers;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/** One play given to one client, byte for byte. */
final class Performance {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final int LONGEST_STALL_MS = 60_000;
    /** Between two segments, so that they do not meet on the way. */
    private static final long SEGMENT_GAP_NANOS = 50_000;

    private final Play play;
    private final Socket socket;
    private final OutputStream out;

    private Performance(Play play, Socket socket) throws IOException {
        this.play = play;
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
    }

    /** Plays, and says whether the connection can carry another request. */
    static boolean give(Play play, Socket socket) throws IOException {
        return new Performance(play, socket).perform();
    }

    private boolean perform() throws IOException {
        List<Step> steps = play.gzip() ? List.of(new Step.Body(gzipped(play.steps()), 1)) : play.steps();
        if (play.framing() != Framing.NONE) {
            raw(head(steps));
            out.flush();
        }
        perform(steps);
        boolean whole = play.end() == End.COMPLETE || play.end() == End.COMPLETE_CLOSE;
        if (whole && play.framing() == Framing.CHUNKED) {
            raw(("0\r\n" + lines(play.trailers()) + "\r\n").getBytes(US_ASCII));
        }
        out.flush();
        return switch (play.end()) {
            case COMPLETE -> play.framing() == Framing.CHUNKED || play.framing() == Framing.LENGTH;
            case COMPLETE_CLOSE, CLOSE -> false;
            case RESET -> {
                socket.setSoLinger(true, 0);
                yield false;
            }
            case STALL -> {
                awaitLeave();
                yield false;
            }
            case HALF_CLOSE -> {
                socket.shutdownOutput();
                awaitLeave();
                yield false;
            }
        };
    }

    private void perform(List<Step> steps) throws IOException {
        for (Step step : steps) {
            switch (step) {
                case Step.Body(byte[] bytes, int times) -> {
                    body(bytes, times);
                    out.flush();
                }
                case Step.Raw(byte[] bytes) -> {
                    raw(bytes);
                    out.flush();
                }
                case Step.Pause(int millis) -> LockSupport.parkNanos(millis * 1_000_000L);
                case Step.Repeat(int times, List<Step> repeated) -> {
                    for (int i = 0; i < times; i++) {
                        perform(repeated);
                    }
                }
            }
        }
    }

    private void body(byte[] bytes, int times) throws IOException {
        if (play.framing() != Framing.CHUNKED) {
            for (int i = 0; i < times; i++) {
                raw(bytes);
            }
        } else if (times > 1) {
            raw((Long.toHexString((long) bytes.length * times) + "\r\n").getBytes(US_ASCII));
            for (int i = 0; i < times; i++) {
                raw(bytes);
            }
            raw(CRLF);
        } else {
            for (int from = 0; from < bytes.length; from += play.chunkSize()) {
                int length = Math.min(play.chunkSize(), bytes.length - from);
                var chunk = new ByteArrayOutputStream();
                chunk.write((Integer.toHexString(length) + "\r\n").getBytes(US_ASCII));
                chunk.write(bytes, from, length);
                chunk.write(CRLF);
                raw(chunk.toByteArray());
            }
        }
    }

    private void raw(byte[] bytes) throws IOException {
        if (play.segment() == 0) {
            out.write(bytes);
            return;
        }
        for (int from = 0; from < bytes.length; from += play.segment()) {
            out.write(bytes, from, Math.min(play.segment(), bytes.length - from));
            out.flush();
            LockSupport.parkNanos(SEGMENT_GAP_NANOS);
        }
    }

    private byte[] head(List<Step> steps) {
        Headers headers = play.headers();
        switch (play.framing()) {
            case CHUNKED -> headers = headers.with("Transfer-Encoding", "chunked");
            case LENGTH -> headers = headers.with("Content-Length", Long.toString(Step.length(steps)));
            case CLOSE, NONE -> {}
        }
        if (play.gzip()) {
            headers = headers.with("Content-Encoding", "gzip");
        }
        return ("HTTP/1.1 " + play.status() + " " + play.reason() + "\r\n" + lines(headers) + "\r\n")
                .getBytes(ISO_8859_1);
    }

    private static String lines(Headers headers) {
        var lines = new StringBuilder();
        for (Headers.Field field : headers.fields()) {
            lines.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        return lines.toString();
    }

    private static byte[] gzipped(List<Step> steps) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            for (Step step : steps) {
                if (!(step instanceof Step.Body(byte[] body, int times))) {
                    throw new IllegalArgumentException("a compressed body is sent in one piece");
                }
                for (int i = 0; i < times; i++) {
                    gzip.write(body);
                }
            }
        }
        return bytes.toByteArray();
    }

    /** Waits for the client to leave; a minute of silence ends the connection too, by an exception. */
    private void awaitLeave() throws IOException {
        socket.setSoTimeout(LONGEST_STALL_MS);
        while (socket.getInputStream().read() >= 0) {
            // What a client says now is of no interest.
        }
    }
}
