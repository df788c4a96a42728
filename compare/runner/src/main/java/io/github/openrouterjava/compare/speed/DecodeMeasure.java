package io.github.openrouterjava.compare.speed;

import io.github.openrouterjava.compare.DriverProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decoding alone, of an answer in memory, for clients whose public API lets that be done. */
final class DecodeMeasure {
    static final String CPU = "CPU ns per chunk";

    private static final Script SCRIPT = new Script(Script.Kind.BURST, 2_000, 0);
    private static final Path BODY = Path.of("runner/target/speed/body.sse");

    private final Lab lab;
    private final Table table = new Table("Decode only", """
        One body of 2,000 chunks in memory, again and again: medians of windows of a second. `ChatStream.of` starts from
        the body's bytes: it finds the events, decodes and merges them. The others start from a String of an event's
        JSON, and decode. Left out are clients that let nothing be decoded from memory.
        """, CPU, "bytes allocated per chunk");

    /** One way of a client's. */
    private record Way(Entrant entrant, int index) {}

    private DecodeMeasure(Lab lab) {
        this.lab = lab;
    }

    static Table run(Lab lab) throws IOException {
        return new DecodeMeasure(lab).run();
    }

    private Table run() throws IOException {
        var body = new ByteArrayOutputStream();
        Answer answer = SCRIPT.answers().getFirst();
        answer.before().forEach(body::writeBytes);
        answer.pieces().forEach(body::writeBytes);
        answer.after().forEach(body::writeBytes);
        Files.write(BODY, body.toByteArray());
        var processes = new LinkedHashMap<Way, DriverProcess>();
        var windows = new LinkedHashMap<Way, List<Window>>();
        try {
            for (Entrant entrant : lab.entrants()) {
                for (int i = 0; i < entrant.decoders().size(); i++) {
                    var way = new Way(entrant, i);
                    processes.put(way, entrant.start(lab.environment(true)));
                    Window.untilSteady(lab, millis -> window(way, processes, millis));
                }
            }
            for (int round = 0; round < lab.pick(1, 5); round++) {
                for (Way way : processes.keySet()) {
                    windows.computeIfAbsent(way, none -> new ArrayList<>())
                            .add(window(way, processes, lab.pick(200, 1000)));
                }
            }
        } finally {
            processes.values().forEach(DriverProcess::close);
        }
        windows.forEach((way, seen) ->
                table.row(way.entrant, way.entrant.decoders().get(way.index), Window.cpu(seen), Window.bytes(seen)));
        return table;
    }

    private Window window(Way way, Map<Way, DriverProcess> processes, int millis) {
        String task = "decode " + way.index + " " + BODY.toAbsolutePath() + " " + millis + " "
                + SCRIPT.expected().line();
        Window window = Window.of(processes.get(way), task, answer -> answer.number("chunks"));
        table.fault(way.entrant, window.fault());
        return window;
    }
}
