package io.github.openrouterjava.compare.speed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Streams at once, begun one after the other, whose pieces say when they were sent:
 * {@code paced BASE_URL THREADS STREAMS PIECES STAGGER_MILLIS LIMIT_MILLIS EXPECTED}. Where a client blocks, it does so
 * in threads of this kind, {@code virtual} or {@code platform}.
 */
final class Paced {
    private static final int TOGETHER = 16;
    private static final long WARM_LIMIT = TimeUnit.SECONDS.toNanos(30);

    private Paced() {}

    /**
     * Bursts, a few at a time, on the kind of threads that the paced streams will have:
     * {@code warm BASE_URL THREADS STREAMS LIMIT_MILLIS EXPECTED}.
     */
    static Results warm(Subject subject, String[] words) throws Exception {
        Subject.Caller caller = subject.open(words[1]);
        Thread.Builder threads = threads(words[2]);
        int enough = Integer.parseInt(words[3]);
        long stop = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words[4]));
        Expected expected = Expected.parse(words[5]);
        int streams = 0;
        String fault = null;
        while (streams < enough && System.nanoTime() < stop) {
            var takers = new ArrayList<Taker>();
            for (int i = 0; i < TOGETHER; i++) {
                takers.add(new Taker(expected, 0));
                begin(subject, caller, takers.getLast(), threads);
            }
            for (Taker taker : takers) {
                if (!taker.ended(System.nanoTime() + WARM_LIMIT)) fault = "no end within half a minute";
                else if (taker.fault() != null) fault = taker.fault();
            }
            streams += TOGETHER;
        }
        return new Results().with("streams", streams).fault(fault);
    }

    static Results run(Subject subject, String[] words) throws Exception {
        Subject.Caller caller = subject.open(words[1]);
        Thread.Builder threads = threads(words[2]);
        int streams = Integer.parseInt(words[3]);
        int pieces = Integer.parseInt(words[4]);
        long stagger = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words[5]));
        long limit = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words[6]));
        Expected expected = Expected.parse(words[7]);
        List<Taker> takers = new ArrayList<>(streams);
        for (int i = 0; i < streams; i++) takers.add(new Taker(expected, pieces));
        long start = System.nanoTime();
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> { // one of its own: a call that is not to block may do so
                            for (int i = 0; i < streams; i++) {
                                waitUntil(start + stagger * i / streams);
                                begin(subject, caller, takers.get(i), threads);
                            }
                        });
        int late = 0;
        int wrong = 0;
        String fault = null;
        for (Taker taker : takers) {
            if (!taker.ended(start + limit)) {
                late++;
            } else if (taker.fault() != null) {
                wrong++;
                fault = taker.fault();
            }
        }
        long end = System.nanoTime();
        long[] times = late(takers);
        var results = new Results()
                .with("streams", streams)
                .with("unended", late)
                .with("wrong", wrong)
                .with("nanos", end - start)
                .with("pieces", times.length)
                .fault(fault);
        if (times.length == 0) return results;
        return results.with("p50", at(times, 0.5))
                .with("p90", at(times, 0.9))
                .with("p99", at(times, 0.99))
                .with("max", at(times, 1));
    }

    private static void begin(Subject subject, Subject.Caller caller, Taker taker, Thread.Builder threads) {
        Runnable call = () -> {
            try {
                caller.stream(taker);
            } catch (Exception | OutOfMemoryError failure) {
                taker.failed(failure);
            }
        };
        if (subject.blocking()) threads.start(call);
        else call.run();
    }

    private static Thread.Builder threads(String kind) {
        return kind.equals("virtual") ? Thread.ofVirtual() : Thread.ofPlatform();
    }

    private static void waitUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime())
            LockSupport.parkNanos(left);
    }

    private static long[] late(List<Taker> takers) {
        var all =
                new long[takers.stream().mapToInt(taker -> taker.late().length).sum()];
        int at = 0;
        for (Taker taker : takers) {
            long[] some = taker.late();
            int count = Math.min(some.length, all.length - at);
            System.arraycopy(some, 0, all, at, count);
            at += count;
        }
        Arrays.sort(all);
        return all;
    }

    /** What this share of all is at most. */
    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
