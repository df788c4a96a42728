package io.github.openrouterjava.cli;

import io.github.openrouterjava.conformance.Catalogue;
import io.github.openrouterjava.conformance.ScenarioServer;
import io.github.openrouterjava.offline.Script;
import io.github.openrouterjava.server.LocalOpenRouter;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** {@code openrouter serve}: a server on this machine, until the process is told to end. */
final class ServeCommand {
    private static final int PORT = 8317;

    private final Output output;
    private final Notes notes;
    private final boolean conformance;
    private final int port;
    private final @Nullable String host;
    private final @Nullable String key;
    private final @Nullable String anyModel;
    private final @Nullable String script;
    private final List<String> origins;
    private final ServeSources sources;

    ServeCommand(List<String> args, Shell shell, Output output, Notes notes) {
        this.output = output;
        this.notes = notes;
        var options = new Options()
                .addOption(null, "conformance", false, "")
                .addOption(null, "port", true, "N")
                .addOption(null, "host", true, "ADDRESS")
                .addOption(null, "key", true, "KEY")
                .addOption(null, "any-model", true, "MODEL")
                .addOption(null, "script", true, "FILE")
                .addOption(null, "allow-origin", true, "ORIGIN");
        ServeSources.addTo(options);
        var arguments = new Arguments("openrouter serve", options, args);
        conformance = arguments.flag("conformance");
        Integer given = arguments.integer("port");
        port = given == null ? PORT : given;
        host = named(arguments, "host");
        key = named(arguments, "key");
        anyModel = named(arguments, "any-model");
        script = named(arguments, "script");
        origins = arguments.texts("allow-origin");
        if (origins.contains("")) {
            throw arguments.wrong("--allow-origin is empty");
        }
        sources = ServeSources.of(arguments, anyModel != null, shell);
        if (!arguments.words().isEmpty()) {
            throw arguments.unknown(arguments.words().getFirst());
        }
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port is " + port + ", but must be from 0 to 65535");
        }
        boolean others = host != null
                || key != null
                || anyModel != null
                || script != null
                || !origins.isEmpty()
                || sources.named();
        if (conformance && others) {
            throw new UsageException(
                    "--conformance serves the scenarios only, to this machine: leave out all but --port");
        }
    }

    static @Nullable String named(Arguments arguments, String option) {
        String value = arguments.text(option);
        if (value != null && value.isBlank()) {
            throw arguments.wrong("--" + option + " is empty");
        }
        return value;
    }

    int run() throws IOException, InterruptedException {
        try {
            return conformance ? catalogue() : models();
        } catch (BindException taken) {
            throw new UsageException("Port " + port + " can't be had: " + taken.getMessage() + ". Name another with"
                    + " --port, or 0 for any that is free");
        }
    }

    private int models() throws BindException, InterruptedException {
        LocalOpenRouter.Builder builder = LocalOpenRouter.builder().port(port);
        if (host != null) {
            builder.host(address(host));
        }
        if (key != null) {
            builder.key(key);
        }
        if (anyModel != null) {
            builder.anyModel(anyModel);
        }
        if (script != null) {
            builder.script(script(script));
        }
        builder.allowOrigins(origins.toArray(new String[0]));
        builder.log(line -> notes.line(Output.tame(Notes.oneLine(line)))); // clients have their words in it
        try (var server = started(builder)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "close"));
            notes.line("a page with chat, events and journal at " + server.uri() + "/");
            notes.line("models at " + server.baseUrl() + "/models; base URL " + server.baseUrl());
            sources.say(notes);
            output.line(server.uri().toString()); // after all else: who waits for it may go on at once
            return untilTheEnd();
        }
    }

    private LocalOpenRouter started(LocalOpenRouter.Builder builder) throws BindException {
        try {
            sources.set(builder);
            return builder.start();
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(wrong.getMessage() + ". See: openrouter serve --help");
        }
    }

    private static Script script(String file) {
        try {
            return Script.read(Path.of(file));
        } catch (NoSuchFileException missing) {
            throw new UsageException("--script is '" + file + "', but there is no such file");
        } catch (IOException unreadable) {
            throw new UsageException("--script is '" + file + "', which can't be read: " + unreadable.getMessage());
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("--script: " + wrong.getMessage());
        }
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new UsageException("--host is '" + host + "', which is no address of this machine");
        }
    }

    private int catalogue() throws IOException, InterruptedException {
        Catalogue catalogue = Catalogue.load();
        try (var server = ScenarioServer.start(port, catalogue)) {
            output.line(server.uri().toString());
            notes.line(catalogue.scenarios().size() + " scenarios, listed at " + server.uri()
                    + "/conformance; base URL " + server.uri() + "/api/v1");
            return untilTheEnd();
        }
    }

    /** Waits until a signal ends the process. */
    private static int untilTheEnd() throws InterruptedException {
        new CountDownLatch(1).await();
        return Exit.COMPLETE;
    }
}
