package io.github.openrouterjava.server;

import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.playback.ApiError;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Writes one answer to a connection, each piece the moment it comes, and no faster than the client reads. */
@SuppressWarnings("FutureReturnValueIgnored") // of a close, or a write that fails with its connection
final class HttpAnswer {
    private static final int PIECE = 4 << 10;
    private static final long SILENCE_SECONDS = 60; // of a client that does not read

    private final Channel channel;
    private final Exchange exchange;
    private final Headers more;
    private final boolean chunked;
    private boolean begun;

    /**
     * @param more headers besides the answer's own
     * @param chunked false for a client of HTTP/1.0, to which the connection's end is the body's
     */
    HttpAnswer(Channel channel, Exchange exchange, Headers more, boolean chunked) {
        this.channel = channel;
        this.exchange = exchange;
        this.more = more;
        this.chunked = chunked;
    }

    /** Writes all of it; an answer that breaks off is cut off for the client too, and does not look whole. */
    void write() {
        try (exchange) {
            head(exchange.head(Exchange.NEVER, Exchange.NEVER));
            byte[] bytes = new byte[PIECE];
            for (int count; (count = exchange.read(bytes, 0, PIECE, Exchange.NEVER)) >= 0; ) {
                send(new DefaultHttpContent(Unpooled.wrappedBuffer(Arrays.copyOf(bytes, count))));
            }
            send(new DefaultLastHttpContent());
        } catch (IOException | RuntimeException | AssertionError failure) { // that of a test which answers
            if (begun || !channel.isActive()) {
                channel.close();
            } else {
                refuse(failure);
            }
        }
    }

    private void head(HttpResponseHead head) throws IOException {
        var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(head.status()));
        for (Headers.Field field : head.headers().with(more).fields()) {
            response.headers().add(field.name(), field.value());
        }
        HttpUtil.setTransferEncodingChunked(response, chunked);
        begun = true;
        send(response);
    }

    private void send(Object piece) throws IOException {
        ChannelFuture sent = channel.writeAndFlush(piece);
        if (channel.isWritable()) {
            return;
        }
        // Its own future's waiting would hold a platform thread of the virtual ones on JDK 21.
        var done = new CompletableFuture<Boolean>();
        sent.addListener(ended -> done.complete(ended.isSuccess()));
        try {
            if (!done.get(SILENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the client has left");
            }
        } catch (TimeoutException e) {
            throw new IOException("the client has not read for " + SILENCE_SECONDS + " s", e);
        } catch (ExecutionException | InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void refuse(Throwable failure) {
        try {
            head(new HttpResponseHead(502, Headers.of("Content-Type", "application/json")));
            send(new DefaultLastHttpContent(Unpooled.wrappedBuffer(
                    ApiError.body(502, String.valueOf(failure.getMessage())).toBytes())));
        } catch (IOException gone) {
            channel.close();
        }
    }
}
