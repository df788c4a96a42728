package io.github.openrouterjava.compare.speed;

import io.github.openrouterjava.compare.DriverProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Streams as fast as they can be read, one at a time, in windows of time that the clients take turns at. */
final class BurstMeasure {
    static final String CPU = "CPU µs per chunk";
    static final String BYTES = "bytes allocated per chunk";
    static final String LONG_AGAINST_SHORT = "long against short";

    private static final Script PLAIN = burst(2_000, 0);
    private static final Script LARGE = burst(2_000, 16 * 1024);
    private static final Script SHORT = burst(1_000, 0);
    private static final Script LONG = burst(100_000, 0);

    private final Lab lab;
    private final Map<Entrant, DriverProcess> processes = new LinkedHashMap<>();
    private final Map<Script, String> expected = new LinkedHashMap<>();
    private final Map<Entrant, Map<Script, List<Window>>> windows = new LinkedHashMap<>();
    private final Table table = new Table(
            "Burst",
            """
            Streams of 2,000 chunks, one after the other, as fast as the client reads them: medians of windows of a
            second that the clients take turns at. Also with events packed into HTTP chunks of 16 KiB, and streams of
            1,000 and of 100,000 chunks. What the server takes for them stands in the last column.
            """,
            CPU,
            BYTES,
            "chunks per second",
            "CPU µs, 16 KiB",
            "CPU µs, 1,000",
            "CPU µs, 100,000",
            LONG_AGAINST_SHORT,
            "peak RSS MB",
            "server's CPU µs per chunk");

    private BurstMeasure(Lab lab) {
        this.lab = lab;
    }

    static Table run(Lab lab) {
        return new BurstMeasure(lab).run();
    }

    private static Script burst(int chunks, int httpChunk) {
        return new Script(Script.Kind.BURST, chunks, httpChunk);
    }

    private Table run() {
        List<Script> scripts = lab.fast() ? List.of(PLAIN, LONG) : List.of(PLAIN, LARGE, SHORT, LONG);
        for (Script script : scripts) expected.put(script, script.expected().line());
        try {
            lab.entrants().forEach(this::start);
            for (int round = 0; round < lab.pick(1, 5); round++) {
                for (Script script : scripts) processes.keySet().forEach(entrant -> measure(entrant, script));
                Lab.say("burst: round " + (round + 1) + " is over");
            }
            processes.keySet().forEach(this::row);
        } finally {
            processes.values().forEach(DriverProcess::close);
        }
        return table;
    }

    private void start(Entrant entrant) {
        try {
            processes.put(entrant, entrant.start(lab.environment(true)));
            windows.put(entrant, new LinkedHashMap<>());
            Window.untilSteady(lab, millis -> window(entrant, PLAIN, millis));
        } catch (IOException e) {
            table.fault(entrant, String.valueOf(e.getMessage()));
        }
    }

    private void measure(Entrant entrant, Script script) {
        windows.get(entrant)
                .computeIfAbsent(script, none -> new ArrayList<>())
                .add(window(entrant, script, lab.pick(200, 1000)));
    }

    private Window window(Entrant entrant, Script script, int millis) {
        String task = "burst " + lab.server().baseUrl(script, false) + " " + millis + " " + expected.get(script);
        Window window = Window.of(processes.get(entrant), task, answer -> answer.number("streams") * script.chunks());
        table.fault(entrant, window.fault());
        return window;
    }

    private void row(Entrant entrant) {
        long server = lab.server().proc().cpu();
        Window once = window(entrant, PLAIN, lab.pick(200, 1000));
        double served = lab.server().proc().cpu() - server;
        List<Window> plain = windows.get(entrant).get(PLAIN);
        table.row(
                entrant,
                Window.cpu(plain) / 1000,
                Window.bytes(plain),
                1e9 / Window.nanos(plain),
                micros(entrant, LARGE),
                micros(entrant, SHORT),
                micros(entrant, LONG),
                micros(entrant, LONG) / micros(entrant, SHORT),
                new Proc(processes.get(entrant).pid()).peakResidentKilobytes() / 1024.0,
                served / once.chunks() / 1000);
    }

    private double micros(Entrant entrant, Script script) {
        return Window.cpu(windows.get(entrant).getOrDefault(script, List.of())) / 1000;
    }
}
