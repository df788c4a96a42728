package io.github.openrouterjava.cli;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.Clocks;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.offline.OfflineTransport;
import java.time.Duration;
import java.util.List;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** The options that say where and how to call. The key is not among them: every user of a machine sees arguments. */
final class ClientOptions {
    final @Nullable String baseUrl;

    private final List<String> headers;
    private final @Nullable Integer retries;
    private final @Nullable Double connect;
    private final @Nullable Double firstToken;
    private final @Nullable Double idle;
    private final @Nullable Double total;

    ClientOptions(Arguments arguments) {
        baseUrl = arguments.text("base-url");
        headers = arguments.texts("header");
        retries = arguments.integer("retries");
        connect = arguments.number("connect-timeout");
        firstToken = arguments.number("first-token-timeout");
        idle = arguments.number("idle-timeout");
        total = arguments.number("timeout");
    }

    static Options addTo(Options options) {
        return options.addOption(null, "base-url", true, "URL")
                .addOption(null, "header", true, "NAME:VALUE")
                .addOption(null, "retries", true, "N")
                .addOption(null, "connect-timeout", true, "SECONDS")
                .addOption(null, "first-token-timeout", true, "SECONDS")
                .addOption(null, "idle-timeout", true, "SECONDS")
                .addOption(null, "timeout", true, "SECONDS");
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

    /** The limit that an option sets, null for none. */
    static @Nullable Duration limit(String option, @Nullable Double seconds, @Nullable Duration usual) {
        if (seconds == null) {
            return usual;
        }
        if (!(seconds >= 0 && seconds <= 1e9)) {
            throw new UsageException(option + " is " + seconds + ", but must be a number of seconds, 0 for no limit");
        }
        return seconds == 0 ? null : Duration.ofNanos(Math.max(1, Math.round(seconds * 1e9)));
    }
}
