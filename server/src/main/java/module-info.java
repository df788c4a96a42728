/**
 * The local OpenRouter: models that need no network and no key, none of them a language model, and a server that
 * misbehaves as the conformance catalogue says.
 */
module io.github.openrouterjava.server {
    requires static org.jspecify;
    requires io.github.openrouterjava;
    requires org.snakeyaml.engine;

    exports io.github.openrouterjava.conformance;
    exports io.github.openrouterjava.server;
}
