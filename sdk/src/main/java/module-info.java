/** The OpenRouter SDK for Java: typed, streaming chat completions, with no runtime dependency. */
module io.github.openrouterjava {
    requires static org.jspecify;
    requires transitive java.net.http;

    exports io.github.openrouterjava;
    exports io.github.openrouterjava.bind;
    exports io.github.openrouterjava.call;
    exports io.github.openrouterjava.chat;
    exports io.github.openrouterjava.error;
    exports io.github.openrouterjava.http;
    exports io.github.openrouterjava.json;
    exports io.github.openrouterjava.sse;

    uses io.github.openrouterjava.bind.Binding;
}
