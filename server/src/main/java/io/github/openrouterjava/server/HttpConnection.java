package io.github.openrouterjava.server;

import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.Transport;
import io.github.openrouterjava.playback.ApiError;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: its requests, answered one at a time and in their order. Its state belongs to the connection's loop; what
 * takes time is done on a virtual thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of a close, or a write that fails with its connection
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final long PATIENCE_SECONDS = 120;
    private static final int MOST_WAITING = 4;

    private final Access access;
    private final Transport answers;
    private final Scenarios scenarios;
    private final Semaphore free;
    private final ArrayDeque<FullHttpRequest> waiting = new ArrayDeque<>();
    private boolean busy; // with a request
    private @Nullable Exchange exchange; // that answers it
    private @Nullable Future<?> impatience;

    /** @param free from which each answer takes one */
    HttpConnection(Access access, Transport answers, Scenarios scenarios, Semaphore free) {
        this.access = access;
        this.answers = answers;
        this.scenarios = scenarios;
        this.free = free;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        awaitRequest(context);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (!busy) {
            take(context, request);
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(request.retain());
        } else {
            context.close();
        }
    }

    /** The client has left: whoever waits for the answer's next piece waits no more. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        patient();
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
        if (exchange != null) {
            exchange.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close(); // the connection broke, or what came is not HTTP at all
    }

    private void awaitRequest(ChannelHandlerContext context) {
        patient();
        if (context.channel().isActive()) {
            impatience = context.executor().schedule(() -> context.close(), PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void patient() {
        if (impatience != null) {
            impatience.cancel(false);
        }
    }

    private void take(ChannelHandlerContext context, FullHttpRequest message) {
        patient();
        HttpRequest request;
        try {
            request = request(message);
        } catch (IllegalArgumentException | URISyntaxException wrong) {
            refuse(context.channel(), 400, String.valueOf(wrong.getMessage()), Headers.of("Connection", "close"));
            return;
        }
        if (!free.tryAcquire()) {
            refuse(context.channel(), 503, "too many requests at once", Headers.NONE);
            awaitRequest(context);
            return;
        }
        busy = true;
        boolean chunked = !message.protocolVersion().equals(HttpVersion.HTTP_1_0);
        Thread.ofVirtual().name("answer").start(() -> {
            try {
                answer(context, request, chunked);
            } catch (RuntimeException | Error | InterruptedException fault) {
                context.channel().close(); // rather than leave the client waiting
            } finally {
                answered(context);
            }
        });
    }

    private void answer(ChannelHandlerContext context, HttpRequest request, boolean chunked)
            throws InterruptedException {
        Channel client = context.channel();
        Headers cors = access.corsHeaders(request.headers());
        if (request.method().equals("OPTIONS") && !cors.fields().isEmpty()) {
            send(client, 204, cors, new byte[0]);
            return;
        }
        Access.Refused refused = access.refusal(request.uri().getPath(), request.headers());
        if (refused != null) {
            refuse(client, refused.status(), refused.message(), cors);
        } else if (Scenarios.areAsked(request)) {
            scenarios.play(client, request);
        } else {
            Exchange opened;
            try {
                opened = answers.open(request);
            } catch (RuntimeException fault) {
                refuse(client, 500, "the server failed: " + fault, cors);
                return;
            }
            try {
                context.executor().execute(() -> leaveTo(opened, client));
            } catch (RejectedExecutionException closed) {
                opened.close(); // with the server
                return;
            }
            new HttpAnswer(client, opened, cors, chunked).write();
        }
    }

    private void leaveTo(Exchange opened, Channel client) {
        exchange = opened;
        if (!client.isActive()) {
            opened.close(); // it has left before there was anything to close
        }
    }

    private void answered(ChannelHandlerContext context) {
        try {
            context.executor().execute(() -> {
                exchange = null;
                busy = false;
                awaitRequest(context);
                while (!busy && !waiting.isEmpty()) {
                    FullHttpRequest next = waiting.remove();
                    try {
                        take(context, next);
                    } finally {
                        next.release();
                    }
                }
            });
        } catch (RejectedExecutionException closed) {
            return; // with the server, and all its connections
        } finally {
            free.release(); // after the loop has its task: whoever waits for all of them then ends it
        }
    }

    private static HttpRequest request(FullHttpRequest message) throws URISyntaxException {
        if (message.decoderResult().isFailure()) {
            throw new IllegalArgumentException("no request that HTTP knows: "
                    + message.decoderResult().cause().getMessage());
        }
        Headers headers = headers(message);
        return new HttpRequest(
                message.method().name(), uri(message, headers), headers, ByteBufUtil.getBytes(message.content()));
    }

    static Headers headers(HttpMessage message) {
        var fields = new ArrayList<Headers.Field>();
        for (Map.Entry<String, String> field : message.headers()) {
            fields.add(new Headers.Field(field.getKey(), field.getValue()));
        }
        return new Headers(fields);
    }

    static URI uri(io.netty.handler.codec.http.HttpRequest message, Headers headers) throws URISyntaxException {
        String host = headers.first("host");
        String here = "http://" + (host == null ? "localhost" : host);
        String target = message.uri();
        URI uri = target.startsWith("/") ? new URI(here + target) : new URI(here).resolve(new URI(target));
        if (uri.getPath() == null) {
            throw new IllegalArgumentException("a path was expected: " + message.uri());
        }
        return uri;
    }

    private static void refuse(Channel client, int status, String message, Headers more) {
        Headers headers = more.with("Content-Type", "application/json");
        send(client, status, headers, ApiError.body(status, message).toBytes());
    }

    private static void send(Channel client, int status, Headers headers, byte[] body) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        headers.fields().forEach(field -> response.headers().add(field.name(), field.value()));
        if (status != 204) {
            response.headers().set("Content-Length", body.length);
        }
        client.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
}
