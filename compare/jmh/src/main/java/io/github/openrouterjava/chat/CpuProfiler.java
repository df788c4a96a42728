package io.github.openrouterjava.chat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The CPU time of an operation, collecting its garbage included: other than the clock's time, it does not grow where the
 * benchmark has to wait for a core.
 */
public class CpuProfiler implements InternalProfiler {
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long start;

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        start = system.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double each = (double) (system.getProcessCpuTime() - start)
                / result.getMetadata().getAllOps();
        return List.of(
                new ScalarResult("cpu", each, "ns/op", AggregationPolicy.AVG),
                new ScalarResult("cpu.least", each, "ns/op", AggregationPolicy.MIN));
    }

    @Override
    public String getDescription() {
        return "CPU time of the process for each operation";
    }
}
