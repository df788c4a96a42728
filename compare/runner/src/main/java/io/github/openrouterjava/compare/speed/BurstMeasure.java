package io.github.openrouterjava.compare.speed;

import io.github.openrouterjava.compare.DriverProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Streams as fast as they can be read, one at a time, in windows of time that the clients take turns at. */
final class BurstMeasure {
    private static final Script PLAIN = burst(2_000, 0);
    private static final Script SHORT = burst(1_000, 0);
    private static final Script LONG = burst(100_000, 0);
    private static final Script LARGE = burst(2_000, 16 * 1024);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Lab lab;
    private final Map<Entrant, DriverProcess> processes = new LinkedHashMap<>();
    private final Map<Script, String> expected = new LinkedHashMap<>();
    private final Map<Entrant, Map<Script, List<Window>>> windows = new LinkedHashMap<>();
    private final Table table = new Table(
            "Burst",
            """
            Streams of 2,000 chunks, one after the other, as fast as the client reads them: medians of the windows. Also
            streams of 100,000 chunks and of 1,000, and events packed into HTTP chunks of 16 KiB.\
            """,
            "CPU µs per chunk",
            "spread %",
            "bytes allocated per chunk",
            "chunks per second",
            "CPU µs, 16 KiB HTTP chunks",
            "CPU µs, 1,000 chunks",
            "CPU µs, 100,000 chunks",
            "long against short",
            "peak RSS MB");

    /** What one window has shown, for each chunk. */
    private record Window(double cpuMicros, double bytes, double perSecond) {}

    private static Script burst(int chunks, int httpChunk) {
        return new Script(Script.Kind.BURST, chunks, httpChunk);
    }

    private BurstMeasure(Lab lab) {
        this.lab = lab;
    }

    static Table run(Lab lab) {
        return new BurstMeasure(lab).run();
    }

    private Table run() {
        List<Script> scripts = lab.fast() ? List.of(PLAIN, LONG) : List.of(PLAIN, LARGE, SHORT, LONG);
        for (Script script : scripts) expected.put(script, script.expected().line());
        try {
            for (Entrant entrant : lab.entrants()) {
                start(entrant);
            }
            for (int round = 0; round < lab.pick(2, 5); round++) {
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
            warmUp(entrant);
        } catch (IOException e) {
            table.fault(entrant, String.valueOf(e.getMessage()));
        }
    }

    /** Until two windows show the same, to a tenth: what the compilers still do counts as the client's. */
    private void warmUp(Entrant entrant) {
        double before = Double.NaN;
        for (int i = 0; i < lab.pick(4, 20); i++) {
            double now = window(entrant, PLAIN, 500).cpuMicros();
            if (i > 2 && Math.abs(now - before) < before / 10) return;
            before = now;
        }
    }

    private void measure(Entrant entrant, Script script) {
        windows.get(entrant)
                .computeIfAbsent(script, none -> new ArrayList<>())
                .add(window(entrant, script, lab.pick(300, 1000)));
    }

    private Window window(Entrant entrant, Script script, int millis) {
        DriverProcess process = processes.get(entrant);
        var proc = new Proc(process.pid());
        long before = proc.cpu();
        var answer = Answered.parse(process.ask(
                "burst " + lab.server().baseUrl(script, false) + " " + millis + " " + expected.get(script), LIMIT));
        double cpu = proc.cpu() - before;
        table.fault(entrant, answer.fault());
        double chunks = answer.number("streams") * script.chunks();
        return new Window(
                cpu / 1000 / chunks, answer.number("allocated") / chunks, chunks / answer.number("nanos") * 1e9);
    }

    private void row(Entrant entrant) {
        double cpu = cpu(entrant, PLAIN);
        List<Window> plain = windows.get(entrant).get(PLAIN);
        double most = plain.stream().mapToDouble(Window::cpuMicros).max().orElse(Double.NaN);
        double least = plain.stream().mapToDouble(Window::cpuMicros).min().orElse(Double.NaN);
        table.row(
                entrant,
                cpu,
                100 * (most - least) / cpu,
                Table.median(plain.stream().map(Window::bytes).toList()),
                Table.median(plain.stream().map(Window::perSecond).toList()),
                cpu(entrant, LARGE),
                cpu(entrant, SHORT),
                cpu(entrant, LONG),
                cpu(entrant, LONG) / cpu(entrant, SHORT),
                new Proc(processes.get(entrant).pid()).peakResidentKilobytes() / 1024.0);
    }

    private double cpu(Entrant entrant, Script script) {
        return Table.median(windows.get(entrant).getOrDefault(script, List.of()).stream()
                .map(Window::cpuMicros)
                .toList());
    }
}
