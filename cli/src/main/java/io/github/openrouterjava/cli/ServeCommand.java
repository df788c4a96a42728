package io.github.openrouterjava.cli;

import io.github.openrouterjava.conformance.Catalogue;
import io.github.openrouterjava.conformance.ScenarioServer;
import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.CountDownLatch;

/** {@code openrouter serve}: a server on this machine, until the process is told to end. */
final class ServeCommand {
    private final Output output;
    private final Notes notes;
    private boolean conformance;
    private int port = 8317;

    ServeCommand(Arguments arguments, Output output, Notes notes) {
        this.output = output;
        this.notes = notes;
        while (arguments.next()) {
            switch (arguments.option()) {
                case "--conformance" -> conformance = arguments.flag();
                case "--port" -> port = arguments.integer("N");
                default -> throw arguments.unknown();
            }
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
