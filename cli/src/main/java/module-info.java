/** The command line of openrouter-java. */
module io.github.openrouterjava.cli {
    requires static org.jspecify;
    requires io.github.openrouterjava;
    requires io.github.openrouterjava.server;
    requires org.apache.commons.cli;
    requires org.jline.reader;

    provides System.LoggerFinder with
            io.github.openrouterjava.cli.Log;
}
