package io.github.openrouterjava.cli;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.Clocks;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.server.OfflineTransport;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where and how to call. The key is not among them: every user of a machine sees arguments. */
final class ClientOptions {
    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "An OpenAI-compatible server, such as http://localhost:11434/v1; else OPENROUTER_BASE_URL,"
                    + " else openrouter.ai.")
    @Nullable
    String baseUrl;

    @Option(names = "--header", paramLabel = "NAME:VALUE", description = "A header to send; may be repeated.")
    List<String> headers = List.of();

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "How often a failed call is made again; 0 for never, 2 by default.")
    @Nullable
    Integer retries;

    @Option(
            names = "--connect-timeout",
            paramLabel = "SECONDS",
            description = "Until a connection stands: 10 by default. For all timeouts 0 means none.")
    @Nullable
    Double connect;

    @Option(
            names = "--first-token-timeout",
            paramLabel = "SECONDS",
            description = "Until the first token comes: 300 by default.")
    @Nullable
    Double firstToken;

    @Option(names = "--idle-timeout", paramLabel = "SECONDS", description = "Of silence after that: 60 by default.")
    @Nullable
    Double idle;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For all, retries included; none by default.")
    @Nullable
    Double total;

    /** @param verbose whether the client shall tell what it does */
    OpenRouter client(Target target, Shell shell, boolean verbose) {
        var builder = OpenRouter.builder();
        if (verbose) {
            builder.log(System.getLogger("io.github.openrouterjava")); // which is a Log
        }
        if (target.offline()) {
            builder.transport(new OfflineTransport());
        } else {
            builder.environment(shell.environment());
        }
        if (target.baseUrl() != null) {
            builder.baseUrl(target.baseUrl());
        }
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new UsageException("--header needs NAME:VALUE, such as X-Title:Demo");
            }
            builder.header(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        }
        if (retries != null) {
            if (retries < 0) {
                throw new UsageException("--retries is " + retries + ", but must be 0 or more");
            }
            RetryPolicy usual = RetryPolicy.DEFAULT;
            builder.retry(new RetryPolicy(retries + 1, usual.firstWait(), usual.longestWait()));
        }
        Clocks usual = Clocks.DEFAULT;
        return builder.clocks(new Clocks(
                        limit("--connect-timeout", connect, usual.connect()),
                        limit("--first-token-timeout", firstToken, usual.firstToken()),
                        limit("--idle-timeout", idle, usual.idle()),
                        limit("--timeout", total, usual.total())))
                .build();
    }

    private static @Nullable Duration limit(String option, @Nullable Double seconds, @Nullable Duration usual) {
        if (seconds == null) {
            return usual;
        }
        if (!(seconds >= 0 && seconds <= 1e9)) {
            throw new UsageException(option + " is " + seconds + ", but must be a number of seconds, 0 for no limit");
        }
        return seconds == 0 ? null : Duration.ofNanos(Math.max(1, Math.round(seconds * 1e9)));
    }
}
