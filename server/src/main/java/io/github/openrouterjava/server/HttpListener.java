package io.github.openrouterjava.server;

import io.github.openrouterjava.http.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Accepts connections, and answers their requests by a transport. */
@SuppressWarnings("FutureReturnValueIgnored") // of a close, or a write that fails with its connection
final class HttpListener {
    private static final int LONGEST_HEAD = 64 << 10;
    private static final int LONGEST_BODY = 64 << 20;
    private static final int MOST_AT_ONCE = 10_000;
    private static final int MOST_CONNECTIONS = MOST_AT_ONCE + 2_000; // some of them idle
    private static final Duration FAREWELL = Duration.ofMillis(100); // for those that were cut off to notice

    private final EventLoopGroup loops;
    private final ChannelGroup connections;
    private final Channel listening;
    private final Semaphore free;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HttpListener(EventLoopGroup loops, ChannelGroup connections, Channel listening, Semaphore free) {
        this.loops = loops;
        this.connections = connections;
        this.listening = listening;
        this.free = free;
    }

    /** @throws BindException where the port is taken, or the address not this machine's */
    static HttpListener bind(InetSocketAddress address, Access access, Transport answers, Scenarios scenarios)
            throws BindException {
        // Daemons: a server that nobody closes keeps no program from ending.
        var loops = new MultiThreadIoEventLoopGroup(
                0, new DefaultThreadFactory("openrouter", true), NioIoHandler.newFactory());
        var connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
        var free = new Semaphore(MOST_AT_ONCE);
        var bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (connections.size() >= MOST_CONNECTIONS) {
                            channel.close();
                            return;
                        }
                        connections.add(channel);
                        var decoding = new HttpDecoderConfig()
                                .setMaxInitialLineLength(LONGEST_HEAD)
                                .setMaxHeaderSize(LONGEST_HEAD);
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(decoding),
                                        new HttpServerKeepAliveHandler(),
                                        new UnwantedBodies(access),
                                        new HttpObjectAggregator(LONGEST_BODY),
                                        new HttpConnection(access, answers, scenarios, free));
                    }
                });
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            var taken = new BindException(String.valueOf(bound.cause().getMessage()));
            taken.initCause(bound.cause());
            throw taken;
        }
        return new HttpListener(loops, connections, bound.channel(), free);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Accepts nothing more, and cuts off what has not ended by then; may be repeated. */
    void close(Duration grace) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        listening.close().awaitUninterruptibly();
        boolean ended = awaitAnswers(grace);
        connections.close().awaitUninterruptibly();
        if (!ended) {
            awaitAnswers(FAREWELL);
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Waits until nothing is answered any more: then all of them are free. */
    private boolean awaitAnswers(Duration atMost) {
        try {
            return free.tryAcquire(MOST_AT_ONCE, atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
