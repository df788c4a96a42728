package io.github.openrouterjava.compare.speed;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Streams one after the other for a while: {@code burst BASE_URL MILLIS EXPECTED}. */
final class Burst {
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(60);

    private Burst() {}

    static Results run(Subject subject, String[] words) throws InterruptedException {
        Subject.Caller caller = subject.open(words[1]);
        Expected expected = Expected.parse(words[3]);
        int streams = 0;
        int wrong = 0;
        String fault = null;
        long allocated = Memory.allocated();
        long start = System.nanoTime();
        long stop = start + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words[2]));
        do {
            String odd = one(caller, expected);
            streams++;
            if (odd != null) {
                wrong++;
                fault = odd;
            }
        } while (System.nanoTime() < stop);
        return new Results()
                .with("streams", streams)
                .with("wrong", wrong)
                .with("nanos", System.nanoTime() - start)
                .with("allocated", Memory.allocated() - allocated)
                .fault(fault);
    }

    private static @Nullable String one(Subject.Caller caller, Expected expected) throws InterruptedException {
        var taker = new Taker(expected, 0);
        try {
            caller.stream(taker);
        } catch (Exception failure) {
            taker.failed(failure);
        }
        return taker.ended(System.nanoTime() + LIMIT) ? taker.fault() : "no end within a minute";
    }
}
