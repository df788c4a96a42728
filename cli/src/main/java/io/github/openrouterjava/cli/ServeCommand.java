package io.github.openrouterjava.cli;

import io.github.openrouterjava.conformance.Catalogue;
import io.github.openrouterjava.conformance.ScenarioServer;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.cli.Options;

/** {@code openrouter serve}: a server on this machine, until the process is told to end. */
final class ServeCommand {
    private final Output output;
    private final Notes notes;
    private final boolean conformance;
    private final int port;

    ServeCommand(List<String> args, Output output, Notes notes) {
        this.output = output;
        this.notes = notes;
        var options = new Options().addOption(null, "conformance", false, "").addOption(null, "port", true, "N");
        var arguments = new Arguments("openrouter serve", options, args);
        conformance = arguments.flag("conformance");
        Integer given = arguments.integer("port");
        port = given == null ? 8317 : given;
        if (!arguments.words().isEmpty()) {
            throw arguments.unknown(arguments.words().getFirst());
        }
    }

    int run() throws IOException, InterruptedException {
        if (!conformance) {
            throw new UsageException("Say what to serve: --conformance");
        }
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port is " + port + ", but must be from 0 to 65535");
        }
        Catalogue catalogue = Catalogue.load();
        try (var server = ScenarioServer.start(port, catalogue)) {
            output.line(server.uri().toString());
            notes.line(catalogue.scenarios().size() + " scenarios, listed at " + server.uri()
                    + "/conformance; base URL " + server.uri() + "/api/v1");
            new CountDownLatch(1).await(); // until a signal ends the process
            return Exit.COMPLETE;
        } catch (BindException taken) {
            throw new UsageException("Port " + port + " can't be had: " + taken.getMessage() + ". Name another with"
                    + " --port, or 0 for any that is free");
        }
    }
}
