package io.github.openrouterjava.server;

import io.github.openrouterjava.http.Headers;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.URISyntaxException;

/** Drops the bodies of requests that may not come in, so that nobody fills the memory without a key. */
final class UnwantedBodies extends ChannelInboundHandlerAdapter {
    private final Access access;
    private boolean dropping;

    UnwantedBodies(Access access) {
        this.access = access;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
        if (part instanceof HttpRequest head) {
            dropping = isUnwanted(head);
            context.fireChannelRead(head);
            if (dropping) {
                context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT); // it is answered at once
            }
        } else if (dropping && part instanceof HttpContent) {
            ReferenceCountUtil.release(part);
        } else {
            context.fireChannelRead(part);
        }
    }

    private boolean isUnwanted(HttpRequest head) {
        try {
            Headers headers = HttpConnection.headers(head);
            return access.refusal(HttpConnection.uri(head, headers).getPath(), headers) != null;
        } catch (IllegalArgumentException | URISyntaxException noRequest) {
            return true;
        }
    }
}
