package io.github.openrouterjava.compare;

import io.github.openrouterjava.conformance.Scenario;
import io.github.openrouterjava.conformance.ScenarioServer;
import io.github.openrouterjava.conformance.Verdict;
import io.github.openrouterjava.conformance.Verdict.Kind;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client in the table: its driver, started anew whenever it hung or died. For one thread at a time. */
final class Contestant implements AutoCloseable {
    private static final AtomicInteger RUNS = new AtomicInteger();

    /** How long a driver may take to start and say who it is. */
    private static final Duration START = Duration.ofMinutes(1);

    private static final Duration WARM_UP = Duration.ofMinutes(1);

    private final Path program;
    private final File log;
    private final ScenarioServer server;
    private final Scenario warmUp;
    private JsonObject greeting = JsonObject.EMPTY;
    private @Nullable DriverProcess driver;

    /** @param warmUp played once, uncounted, to each new process: loading classes is nobody's failure */
    Contestant(Path program, File log, ScenarioServer server, Scenario warmUp) {
        this.program = program;
        this.log = log;
        this.server = server;
        this.warmUp = warmUp;
    }

    /** What a user calls it by: its folder, and what its program's name has behind {@code driver}. */
    static String id(Path program) {
        return program.getParent().getFileName()
                + program.getFileName().toString().substring("driver".length());
    }

    String id() {
        return id(program);
    }

    String client() {
        return Objects.requireNonNullElse(greeting.string("client"), id());
    }

    String version() {
        return Objects.requireNonNullElse(greeting.string("version"), "?");
    }

    String runtime() {
        return Objects.requireNonNullElse(greeting.string("runtime"), "?");
    }

    /** This project's own client is held to the exact end and to the requests it makes; others to any failure. */
    static boolean ours(Path program) {
        return program.getParent().getFileName().toString().equals("openrouter");
    }

    DriverProcess ready() throws IOException {
        DriverProcess ready = driver;
        if (ready == null || ready.dead()) {
            ready = DriverProcess.start(program, log, Map.of(), List.of());
            driver = ready;
            String line = ready.next(START);
            if (line == null) {
                ready.close();
                throw new IOException("it did not start");
            }
            greeting = (JsonObject) Json.parse(line);
            ready.ask(line(warmUp, run()).toText(), WARM_UP);
        }
        return ready;
    }

    /** Plays a scenario and judges what is reported: the verdict on the first of its calls that did not pass. */
    Verdict play(Scenario scenario) throws IOException {
        String run = run();
        DriverProcess ready = ready();
        if (!scenario.tools().members().isEmpty() && !Boolean.TRUE.equals(greeting.bool("tools"))) {
            return new Verdict(Kind.NOT_TRIED, "");
        }
        String said = ready.ask(line(scenario, run).toText(), scenario.limit());
        if (said == null) {
            boolean died = ready.dead();
            ready.close();
            driver = null;
            return died
                    ? new Verdict(Kind.CRASH, "the process died")
                    : new Verdict(
                            Kind.HANG, "nothing within " + scenario.limit().toMillis() / 1000.0 + " s");
        }
        JsonObject answer = (JsonObject) Json.parse(said);
        JsonArray results = answer.array("results");
        int calls = scenario.expect().size();
        if (results == null || results.elements().size() != calls) {
            return new Verdict(Kind.WRONG, "not as many results as calls: " + answer);
        }
        for (int call = 0; call < calls; call++) {
            boolean last = call == calls - 1;
            var verdict = judge(scenario, call, (JsonObject) results.elements().get(call), last ? run : null);
            if (verdict.kind() != Kind.PASS) {
                return calls == 1 ? verdict : new Verdict(verdict.kind(), "call " + (call + 1) + ": " + verdict.why());
            }
        }
        return new Verdict(Kind.PASS, "");
    }

    /** @param run whose requests and connections are counted by now, or null */
    private Verdict judge(Scenario scenario, int call, JsonObject report, @Nullable String run) {
        JsonObject expect = scenario.expect().get(call);
        boolean counted = ours(program) && run != null;
        JsonObject due = counted ? expect : expect.with("requests", null);
        // What was sent is known of the last call only: the server has seen them all by now.
        due = run == null ? due.with("sent", null) : due;
        JsonObject seen = run == null ? report : report.with("sent", server.sent(run));
        Verdict verdict = Verdict.judge(due, seen, run == null ? 0 : server.requests(run), ours(program));
        if (!ours(program) && run != null && otherPolicy(scenario, expect, verdict, server.requests(run))) {
            return new Verdict(
                    Kind.WRONG,
                    "asked " + server.requests(run) + " times, not " + expect.number("requests") + ": "
                            + verdict.why());
        }
        var connections = expect.number("connections");
        if (counted && connections != null && verdict.kind() == Kind.PASS) {
            int taken = server.connections(run);
            if (taken != (int) connections.toDouble()) {
                return new Verdict(Kind.WRONG, "connections: " + taken + ", not " + connections);
            }
        }
        return verdict;
    }

    /** A client that asks again too often, or not at all, tells what it got: neither silence nor a crash. */
    private static boolean otherPolicy(Scenario scenario, JsonObject expect, Verdict verdict, int requests) {
        var due = expect.number("requests");
        if (due == null) return false;
        // With tools a request is normally a turn, and tries another only where the one before was refused.
        if (!scenario.tools().members().isEmpty() && !refused(scenario, requests - 1)) return false;
        return verdict.kind() == Kind.SILENT && requests > due.toDouble()
                || verdict.kind() == Kind.CRASH && requests < due.toDouble();
    }

    private static boolean refused(Scenario scenario, int request) {
        return request >= 0
                && scenario.server().get(request % scenario.server().size()).has("status");
    }

    private String run() {
        return id() + "-" + RUNS.incrementAndGet();
    }

    private JsonObject line(Scenario scenario, String run) {
        return JsonObject.of("name", Json.of(scenario.name()))
                .with("base_url", Json.of(server.uri() + "/runs/" + run + "/api/v1"))
                .with("api_key", Json.of("sk-or-conformance"))
                .with("request", scenario.request().with("model", Json.of(scenario.model())))
                .with("client", scenario.settings())
                .with("tools", scenario.tools().members().isEmpty() ? null : scenario.tools())
                .with("calls", Json.of(scenario.expect().size()));
    }

    @Override
    public void close() {
        if (driver != null) driver.close();
    }
}
