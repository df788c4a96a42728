package io.github.openrouterjava.server;

import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.Transport;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection: its requests, answered one at a time and in their order. All of it runs on the connection's loop. */
@SuppressWarnings("FutureReturnValueIgnored") // of a close, or a write that fails with its connection
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final long PATIENCE_SECONDS = 30;
    private static final int MOST_WAITING = 16;

    private final Access access;
    private final Transport answers;
    private final Scenarios scenarios;
    private final Semaphore free;
    private final ArrayDeque<FullHttpRequest> waiting = new ArrayDeque<>();
    private @Nullable Exchange exchange; // of the request that is being answered
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
        if (exchange == null) {
            answer(context, request);
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
        impatience = context.executor().schedule(() -> context.close(), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void patient() {
        if (impatience != null) {
            impatience.cancel(false);
        }
    }

    private void answer(ChannelHandlerContext context, FullHttpRequest message) {
        patient();
        HttpRequest request;
        try {
            request = request(message);
        } catch (IllegalArgumentException | URISyntaxException wrong) {
            refuse(context, 400, String.valueOf(wrong.getMessage()), Headers.of("Connection", "close"));
            return;
        }
        Headers cors = access.corsHeaders(request.headers());
        if (message.method().equals(HttpMethod.OPTIONS) && !cors.fields().isEmpty()) {
            send(context, 204, cors, new byte[0]);
            return;
        }
        Access.Refused refused = access.refusal(request.uri().getPath(), request.headers());
        if (refused != null) {
            refuse(context, refused.status(), refused.message(), cors);
        } else if (!free.tryAcquire()) {
            refuse(context, 503, "too many requests at once", cors);
        } else if (Scenarios.areAsked(request)) {
            play(context.channel(), request);
        } else {
            Exchange opened = answers.open(request);
            exchange = opened;
            boolean chunked = !message.protocolVersion().equals(HttpVersion.HTTP_1_0);
            var answer = new HttpAnswer(context.channel(), opened, cors, chunked);
            Thread.ofVirtual().name("answer").start(() -> {
                try {
                    answer.write();
                } finally {
                    context.executor().execute(() -> answered(context));
                    free.release(); // after it: whoever waits for all of them then ends the loop
                }
            });
        }
    }

    /** Not on the loop: the first time it takes a while. */
    private void play(Channel client, HttpRequest request) {
        Thread.ofVirtual().name("scenario").start(() -> {
            try {
                InetSocketAddress server = scenarios.address();
                client.eventLoop().execute(() -> Pipe.connect(client, server, Scenarios.bytes(request)));
            } catch (IOException impossible) {
                client.close();
            } finally {
                free.release();
            }
        });
    }

    private void answered(ChannelHandlerContext context) {
        exchange = null;
        awaitRequest(context);
        while (exchange == null && !waiting.isEmpty()) {
            FullHttpRequest next = waiting.remove();
            try {
                answer(context, next);
            } finally {
                next.release();
            }
        }
    }

    private static HttpRequest request(FullHttpRequest message) throws URISyntaxException {
        if (message.decoderResult().isFailure()) {
            throw new IllegalArgumentException("no request that HTTP knows: "
                    + message.decoderResult().cause().getMessage());
        }
        var fields = new ArrayList<Headers.Field>();
        for (Map.Entry<String, String> field : message.headers()) {
            fields.add(new Headers.Field(field.getKey(), field.getValue()));
        }
        var headers = new Headers(fields);
        String host = headers.first("host");
        URI uri = new URI("http://" + (host == null ? "localhost" : host)).resolve(new URI(message.uri()));
        return new HttpRequest(message.method().name(), uri, headers, ByteBufUtil.getBytes(message.content()));
    }

    private void refuse(ChannelHandlerContext context, int status, String message, Headers more) {
        Headers headers = more.with("Content-Type", "application/json");
        send(context, status, headers, Api.error(status, message).toBytes());
    }

    private void send(ChannelHandlerContext context, int status, Headers headers, byte[] body) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        headers.fields().forEach(field -> response.headers().add(field.name(), field.value()));
        if (status != 204) {
            response.headers().set("Content-Length", body.length);
        }
        context.channel().writeAndFlush(response).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        awaitRequest(context);
    }
}
