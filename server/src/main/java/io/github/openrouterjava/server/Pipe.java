package io.github.openrouterjava.server;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.Map;

/** Passes all that one connection brings on to another as it is: bytes, half an end, the end, and a reset. */
@SuppressWarnings("FutureReturnValueIgnored") // of a close, or a write that fails with its connection
final class Pipe extends ChannelInboundHandlerAdapter {
    private final Channel to;

    private Pipe(Channel to) {
        this.to = to;
    }

    /** Connects a client to another server, which gets these bytes first, and leaves it to that one for good. */
    static void connect(Channel client, InetSocketAddress server, byte[] request) {
        client.config().setAutoRead(false);
        ChannelFuture connecting = new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new Pipe(client))
                .connect(server);
        connecting.addListener(done -> {
            if (!done.isSuccess() || !client.isActive()) {
                connecting.channel().close();
                client.close();
                return;
            }
            for (Map.Entry<String, ChannelHandler> handler : client.pipeline()) {
                client.pipeline().remove(handler.getValue());
            }
            client.pipeline().addLast(new Pipe(connecting.channel()));
            connecting.channel().writeAndFlush(Unpooled.wrappedBuffer(request));
            client.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
            client.config().setAutoRead(true);
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        to.writeAndFlush(bytes);
    }

    /** Who cannot take more is not brought more. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        to.config().setAutoRead(context.channel().isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            // Behind what is still to be written; and where both have ended nobody closes them but us.
            to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
                ((SocketChannel) to).shutdownOutput();
                if (((SocketChannel) to).isInputShutdown()) {
                    to.close();
                    context.close();
                }
            });
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> to.close());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable reset) {
        to.config().setOption(ChannelOption.SO_LINGER, 0);
        to.close();
        context.close();
    }
}
