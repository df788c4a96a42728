package io.github.openrouterjava.cli;

import io.github.openrouterjava.conformance.Catalogue;
import io.github.openrouterjava.conformance.ScenarioServer;
import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code openrouter serve}: a server on this machine, until the process is told to end. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        version = "openrouter " + Main.VERSION,
        sortOptions = false,
        header = "Serves the conformance catalogue on this machine.",
        description = {
            "",
            "The first line on standard output is the server's address, once it accepts connections. A client of any"
                    + " language asks for the model conformance/<name> at the base URL <address>/api/v1, and gets what"
                    + " that scenario says, byte for byte; GET /conformance lists the scenarios.",
            ""
        },
        footer = {"", "It binds to the loopback address only, and ends with SIGINT or SIGTERM."})
final class ServeCommand implements Callable<Integer> {
    private final Output output;
    private final Notes notes;

    @Option(names = "--conformance", description = "Plays the conformance catalogue.")
    private boolean conformance;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port, 0 for any that is free; ${DEFAULT-VALUE} if left out.")
    private int port = 8317;

    ServeCommand(Output output, Notes notes) {
        this.output = output;
        this.notes = notes;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
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
