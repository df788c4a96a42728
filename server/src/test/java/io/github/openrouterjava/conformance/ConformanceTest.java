package io.github.openrouterjava.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.openrouterjava.conformance.Verdict.Kind;
import io.github.openrouterjava.http.JdkHttpTransport;
import io.github.openrouterjava.http.SocketTransport;
import io.github.openrouterjava.http.Transport;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.server.LocalOpenRouter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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

/** Every scenario of the catalogue, played to the SDK over each of its transports, and as a model of the local OpenRouter. */
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
    private static LocalOpenRouter local;

    @BeforeAll
    static void start() throws IOException {
        server = ScenarioServer.start(0, CATALOGUE);
        local = LocalOpenRouter.start();
        Scenario first = CATALOGUE.scenarios().getFirst(); // the limits are for answers, not for loading classes
        play(first, server.uri(), sockets());
        play(first, server.uri(), jdk());
        play(first, local.uri(), sockets());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        local.close();
    }

    private static void play(Scenario scenario, URI address, Supplier<Transport> transport) {
        try (var client = Client.of(scenario, address + "/runs/first/api/v1", transport.get())) {
            client.report();
        }
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
        reportsWhatIsDue(scenario, server.uri(), transport);
    }

    private static Stream<Arguments> models() {
        return CATALOGUE.scenarios().stream().map(scenario -> argumentSet(scenario.name(), scenario));
    }

    @ParameterizedTest
    @MethodSource("models")
    void theLocalOpenRouterPassesEveryByteOn(Scenario scenario) {
        reportsWhatIsDue(scenario, local.uri(), sockets());
    }

    private static void reportsWhatIsDue(Scenario scenario, URI address, Supplier<Transport> transport) {
        String run = scenario.name() + "-" + System.identityHashCode(transport);
        assertTimeoutPreemptively(scenario.limit(), () -> {
            try (var client = Client.of(scenario, address + "/runs/" + run + "/api/v1", transport.get())) {
                for (JsonObject expect : scenario.expect()) {
                    JsonObject reported = client.report();
                    JsonObject told = told(address, run);
                    List<Json> sent = told.array("sent").elements();
                    JsonObject report = reported.with("sent", sent.isEmpty() ? null : sent.getLast());
                    Verdict verdict = Verdict.judge(expect, report, count(told, "requests"), true);
                    assertEquals(Kind.PASS, verdict.kind(), () -> verdict.why() + "\nreported: " + report);
                    if (expect.has("connections")) {
                        assertEquals(count(expect, "connections"), count(told, "connections"), "connections");
                    }
                }
            }
        });
    }

    private static JsonObject told(URI address, String run) throws IOException {
        try (var in = address.resolve("/runs/" + run).toURL().openStream()) {
            return (JsonObject) Json.parse(in.readAllBytes());
        }
    }

    private static int count(JsonObject of, String name) {
        return (int) Objects.requireNonNull(of.number(name)).toDouble();
    }
}
