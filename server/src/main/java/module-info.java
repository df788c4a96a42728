/** The local OpenRouter: models that need no network and no key, none of them a language model. */
module io.github.openrouterjava.server {
    requires static org.jspecify;
    requires io.github.openrouterjava;

    exports io.github.openrouterjava.server;
}
