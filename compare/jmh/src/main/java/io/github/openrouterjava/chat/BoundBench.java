package io.github.openrouterjava.chat;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the others are to be compared with, as a ratio in one run: machines differ, and have other things to do. */
@State(Scope.Thread)
public class BoundBench {
    private final byte[][] events = Samples.of("text");
    private final HandParse handParse = new HandParse();
    private int next;

    @Benchmark
    public Object handParse() {
        return handParse.parse(events[next++ & events.length - 1]);
    }
}
