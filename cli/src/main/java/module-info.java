/** The command line of openrouter-java. */
module io.github.openrouterjava.cli {
    requires static org.jspecify;
    requires io.github.openrouterjava;
    requires io.github.openrouterjava.server;
    requires info.picocli;
    requires org.jline.reader;

    // picocli sets the fields that options stand for
    opens io.github.openrouterjava.cli to
            info.picocli;

    provides System.LoggerFinder with
            io.github.openrouterjava.cli.Log;
}
