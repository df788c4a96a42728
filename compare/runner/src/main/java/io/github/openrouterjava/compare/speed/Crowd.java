package io.github.openrouterjava.compare.speed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Readers of many paced answers at once, begun one after the other: one thread, one selector, so that they cost little. */
final class Crowd {
    private static final String BODY =
            "{\"model\":\"openai/gpt-5-mini\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Go.\"}]}";
    private static final long MILLI = 1_000_000;

    private final InetSocketAddress address;
    private final byte[] request;
    private final long[] asked;
    private final List<PacedReader> readers = new ArrayList<>();
    private final byte[] bytes = new byte[64 * 1024];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private int open;

    /** @param headers lines, without their ends, that the server asks for */
    Crowd(URI base, List<String> headers, int streams, int pieces) {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), base.getPort());
        var lines = new ArrayList<>(List.of(
                "POST " + base.getRawPath() + "/chat/completions HTTP/1.1",
                "Host: " + base.getAuthority(),
                "Content-Type: application/json",
                "Accept: text/event-stream",
                "Authorization: Bearer any",
                "Content-Length: " + BODY.length()));
        lines.addAll(headers);
        request = (String.join("\r\n", lines) + "\r\n\r\n" + BODY).getBytes(StandardCharsets.US_ASCII);
        asked = new long[streams];
        for (int i = 0; i < streams; i++) readers.add(new PacedReader(pieces));
    }

    /** Asks for all answers within a time, and reads them until they have ended, or the limit is over. */
    void read(long staggerNanos, long limitNanos) throws IOException {
        try (Selector selector = Selector.open()) {
            long start = System.nanoTime();
            int begun = 0;
            while (begun < readers.size() || open > 0) {
                long now = System.nanoTime();
                if (now - start > limitNanos) break;
                while (begun < readers.size() && now >= start + staggerNanos * begun / readers.size()) {
                    begin(selector, begun++);
                }
                selector.select(this::ready, begun < readers.size() ? 1 : 100);
            }
            for (SelectionKey key : selector.keys()) key.channel().close();
        }
    }

    private void begin(Selector selector, int index) throws IOException {
        var channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.socket().setTcpNoDelay(true);
        asked[index] = System.nanoTime();
        open++;
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, readers.get(index));
        try {
            if (channel.connect(address)) ask(key, channel);
        } catch (IOException refused) {
            readers.get(index).failed(String.valueOf(refused));
            end(key);
        }
    }

    private void ask(SelectionKey key, SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(request)); // a fresh connection takes as much as this
        key.interestOps(SelectionKey.OP_READ);
    }

    private void ready(SelectionKey key) {
        var reader = (PacedReader) key.attachment();
        try {
            var channel = (SocketChannel) key.channel();
            if (key.isConnectable() && channel.finishConnect()) {
                ask(key, channel);
            } else if (key.isReadable()) {
                int count = channel.read(buffer.clear());
                if (count < 0) reader.closed();
                else reader.take(bytes, count, System.nanoTime());
            }
        } catch (IOException | RuntimeException broken) {
            reader.failed(String.valueOf(broken));
        }
        if (reader.ended()) end(key);
    }

    private void end(SelectionKey key) {
        open--;
        try {
            key.channel().close();
        } catch (IOException gone) {
            // so it is closed
        }
    }

    /** How late the events of all answers were, in nanoseconds, the least first. */
    long[] late() {
        return readers.stream()
                .flatMapToLong(reader -> Arrays.stream(reader.late()))
                .sorted()
                .toArray();
    }

    /** How long each answer that began to come let itself be waited for, in nanoseconds, the least first. */
    long[] begun() {
        return LongStream.range(0, asked.length)
                .filter(i -> readers.get((int) i).begun() > 0)
                .map(i -> readers.get((int) i).begun() - asked[(int) i])
                .sorted()
                .toArray();
    }

    /** What was wrong, a line for each answer with which something was. */
    List<String> faults(Expected expected) {
        var faults = new ArrayList<String>();
        for (PacedReader reader : readers) {
            String fault = reader.fault(expected);
            if (fault != null) faults.add(fault);
        }
        return faults;
    }

    static double millis(long[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : (double) sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / MILLI;
    }
}
