package io.github.openrouterjava.compare.speed;

import java.util.List;
import java.util.Map;

/**
 * What the measures are made with.
 *
 * @param fast whether to see that all works rather than to measure
 */
record Lab(ServerProcess server, Certificate certificate, List<Entrant> entrants, boolean fast) {
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

    static void say(String what) {
        System.err.println("speed: " + what);
    }
}
