package io.github.openrouterjava.compare.speed;

import io.github.openrouterjava.compare.DriverProcess;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A while in which a driver does the same again and again: what one chunk has taken.
 *
 * @param chunks how many there were
 * @param cpu nanoseconds of the processor, of all threads of the process
 * @param bytes allocated; NaN where the driver does not say
 * @param nanos of the clock
 */
record Window(double chunks, double cpu, double bytes, double nanos, String fault) {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** @param chunks how many the driver's answer tells of */
    static Window of(DriverProcess process, String task, ToDoubleFunction<Answered> chunks) {
        var proc = new Proc(process.pid());
        long cpu = proc.cpu();
        long start = System.nanoTime();
        var answer = Answered.parse(process.ask(task, LIMIT));
        double count = chunks.applyAsDouble(answer);
        return new Window(
                count,
                (proc.cpu() - cpu) / count,
                answer.number("allocated") / count,
                (System.nanoTime() - start) / count,
                answer.fault());
    }

    /** Asks for windows of so many milliseconds until two show the same, to a tenth: until the compilers are done. */
    static void untilSteady(Lab lab, Function<Integer, Window> windows) {
        double before = Double.NaN;
        for (int i = 0; i < lab.pick(1, 20); i++) {
            Window window = windows.apply(lab.pick(300, 500));
            boolean same = Math.abs(window.cpu - before) < before / 10;
            if (!window.fault.isEmpty() || same && i > 9) return;
            before = window.cpu;
        }
    }

    static double cpu(List<Window> windows) {
        return Table.median(windows.stream().map(Window::cpu).toList());
    }

    static double bytes(List<Window> windows) {
        return Table.median(windows.stream().map(Window::bytes).toList());
    }

    static double nanos(List<Window> windows) {
        return Table.median(windows.stream().map(Window::nanos).toList());
    }
}
