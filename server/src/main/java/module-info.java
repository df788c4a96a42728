/**
 * The local OpenRouter: models that need no network and no key, none of them a language model, in this process or over
 * HTTP, and a server that misbehaves as the conformance catalogue says.
 */
module io.github.openrouterjava.server {
    requires static org.jspecify;
    requires io.github.openrouterjava;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires org.snakeyaml.engine;

    exports io.github.openrouterjava.conformance;
    exports io.github.openrouterjava.offline;
    exports io.github.openrouterjava.server;
}
