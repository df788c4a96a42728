package io.github.openrouterjava.chat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks and prints a line for each: {@code compare/bench [--fast] [PATTERN…]}. */
public class Bench {
    private static final Path LOG = Path.of("target", "bench.log");

    public static void main(String[] args) throws RunnerException {
        List<String> patterns = new ArrayList<>(Arrays.asList(args));
        boolean fast = patterns.remove("--fast");
        var options = new OptionsBuilder()
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(fast ? 1 : 5)
                .warmupIterations(fast ? 3 : 5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(fast ? 4 : 5)
                .measurementTime(TimeValue.milliseconds(fast ? 400 : 1000))
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .jvmArgs("-Xms1g", "-Xmx1g")
                .output(LOG.toString());
        patterns.forEach(options::include);
        System.err.println("bench: what JMH says is in " + LOG.toAbsolutePath());
        System.out.printf("JDK %s%n", Runtime.version());
        System.out.printf("%-32s %9s %9s %9s %9s%n", "per operation", "ns", "CPU ns", "least", "bytes");
        for (RunResult result : new Runner(options.build()).run()) {
            System.out.println(line(result));
        }
    }

    private static String line(RunResult result) {
        String name = result.getParams().getBenchmark();
        var label = new StringBuilder(name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1));
        for (String parameter : result.getParams().getParamsKeys()) {
            label.append(' ').append(result.getParams().getParam(parameter));
        }
        return String.format(
                Locale.ROOT,
                "%-32s %9.1f %9.1f %9.1f %9.0f",
                label,
                result.getPrimaryResult().getScore(),
                score(result, "cpu"),
                score(result, "cpu.least"),
                score(result, "gc.alloc.rate.norm"));
    }

    private static double score(RunResult result, String name) {
        return result.getSecondaryResults().get(name).getScore();
    }
}
