package io.github.openrouterjava.cli;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.Clocks;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.server.OfflineTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options that say where and how to call. The key is not among them: every user of a machine sees arguments. */
final class ClientOptions {
    @Nullable
    String baseUrl;

    private final List<String> headers = new ArrayList<>();
    private @Nullable Integer retries;
    private @Nullable Double connect;
    private @Nullable Double firstToken;
    private @Nullable Double idle;
    private @Nullable Double total;

    /** Takes the option that the arguments stand at; false where it is none of these. */
    boolean take(Arguments arguments) {
        switch (arguments.option()) {
            case "--base-url" -> baseUrl = arguments.text("URL");
            case "--header" -> headers.add(arguments.each("NAME:VALUE"));
            case "--retries" -> retries = arguments.integer("N");
            case "--connect-timeout" -> connect = arguments.number("SECONDS");
            case "--first-token-timeout" -> firstToken = arguments.number("SECONDS");
            case "--idle-timeout" -> idle = arguments.number("SECONDS");
            case "--timeout" -> total = arguments.number("SECONDS");
            default -> {
                return false;
            }
        }
        return true;
    }

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
