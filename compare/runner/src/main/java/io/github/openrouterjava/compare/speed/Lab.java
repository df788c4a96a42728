package io.github.openrouterjava.compare.speed;

import io.github.openrouterjava.compare.DriverProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the measures are made with.
 *
 * @param fast whether to see that all works rather than to measure
 */
record Lab(ServerProcess server, Certificate certificate, List<Entrant> entrants, boolean fast) {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** What clients are told by their environment: to trust the server, and how large the heap may grow. */
    Map<String, String> environment(boolean capped) {
        String trust = "-Djavax.net.ssl.trustStore=" + certificate.trust().toAbsolutePath();
        return Map.of(
                "JAVA_OPTIONS",
                capped ? "-Xmx2g " + trust : trust,
                "NODE_EXTRA_CA_CERTS",
                certificate.pem().toAbsolutePath().toString());
    }

    /** One of two numbers: when fast, the first. */
    int pick(int fast, int thorough) {
        return this.fast ? fast : thorough;
    }

    /** Lets the server find its speed, so that the first client has no slower one than the last. */
    void warmUp(boolean tls) throws IOException {
        Entrant bare = Entrant.of(Path.of("bare", "speed").toAbsolutePath());
        try (DriverProcess process = bare.start(environment(true))) {
            var burst = new Script(Script.Kind.BURST, 2_000, 0);
            warm(process, burst, false, pick(500, 5_000));
            if (tls) warm(process, new Script(Script.Kind.ONCE, 50, 0), true, pick(200, 5_000));
        }
    }

    private void warm(DriverProcess process, Script script, boolean tls, int streams) throws IOException {
        String line = process.ask(
                "warm " + server.baseUrl(script, tls) + " virtual " + streams + " " + pick(2_000, 60_000) + " "
                        + script.expected().line(),
                LIMIT);
        String fault = Answered.parse(line).fault();
        if (!fault.isEmpty()) throw new IOException("the server cannot be measured with: " + fault);
    }

    static void say(String what) {
        System.err.println("speed: " + what);
    }
}
