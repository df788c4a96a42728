package io.github.openrouterjava.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.openrouterjava.conformance.Verdict.Kind;
import io.github.openrouterjava.http.JdkHttpTransport;
import io.github.openrouterjava.http.SocketTransport;
import io.github.openrouterjava.http.Transport;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario of the catalogue, played to the SDK over each of its transports. */
@Execution(ExecutionMode.CONCURRENT)
class ConformanceTest {
    private static final Catalogue CATALOGUE = Catalogue.load();
    /**
     * What goes wrong inside the JDK's own client, where nothing outside of it can see it: it counts a chunk's size in 32
     * bits and wraps around.
     */
    private static final Set<String> FAULTS_OF_THE_JDK =
            Set.of("chunk-size-beyond-32-bits", "chunk-size-beyond-64-bits");

    private static ScenarioServer server;

    @BeforeAll
    static void start() throws IOException {
        server = ScenarioServer.start(0, CATALOGUE);
        Scenario first = CATALOGUE.scenarios().getFirst(); // the limits are for answers, not for loading classes
        for (Supplier<Transport> transport : List.of(sockets(), jdk())) {
            try (var client = Client.of(first, server.uri() + "/runs/first/api/v1", transport.get())) {
                client.report(first);
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static Stream<Arguments> scenarios() {
        return CATALOGUE.scenarios().stream()
                .flatMap(scenario -> Stream.of(
                                argumentSet(scenario.name() + ", sockets", scenario, named("sockets", sockets())),
                                argumentSet(scenario.name() + ", JDK", scenario, named("JDK", jdk())))
                        .limit(FAULTS_OF_THE_JDK.contains(scenario.name()) ? 1 : 2));
    }

    private static Supplier<Transport> sockets() {
        return SocketTransport::new;
    }

    private static Supplier<Transport> jdk() {
        return () -> JdkHttpTransport.create(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void clientReportsWhatIsDue(Scenario scenario, Supplier<Transport> transport) {
        String run = scenario.name() + "-" + System.identityHashCode(transport);
        assertTimeoutPreemptively(scenario.limit(), () -> {
            try (var client = Client.of(scenario, server.uri() + "/runs/" + run + "/api/v1", transport.get())) {
                for (JsonObject expect : scenario.expect()) {
                    JsonObject report = client.report(scenario);
                    Verdict verdict = Verdict.judge(expect, report, server.requests(run), true);
                    assertEquals(Kind.PASS, verdict.kind(), () -> verdict.why() + "\nreported: " + report);
                    JsonNumber connections = expect.number("connections");
                    if (connections != null) {
                        assertEquals(connections.toLong(), server.connections(run), "connections");
                    }
                }
            }
        });
    }
}
