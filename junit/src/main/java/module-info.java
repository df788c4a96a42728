/** The JUnit extension: a test gets an OpenRouter of its own, and says what it answers. */
module io.github.openrouterjava.junit {
    requires static org.jspecify;
    requires transitive io.github.openrouterjava;
    requires transitive io.github.openrouterjava.server;
    requires transitive org.junit.jupiter.api;

    exports io.github.openrouterjava.junit;
}
