package io.github.openrouterjava.life;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The sockets and threads that this process had at one moment. */
record Footprint(Set<String> sockets, Map<String, String> threads) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static Footprint now() throws IOException, InterruptedException {
        Map<String, String> threads = Threads.live(); // first: the JVM opens a socket to be asked for them
        return new Footprint(Sockets.open(), threads);
    }

    /** How many sockets there are that were not there then. */
    int newSockets() throws IOException {
        var more = new HashSet<>(Sockets.open());
        more.removeAll(sockets);
        return more.size();
    }

    /** What is there that was not there then, after having waited for it to vanish. */
    Leaks leaks() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (; ; ) {
            int left = newSockets();
            var more = new TreeMap<>(Threads.live());
            more.keySet().removeAll(threads.keySet());
            if ((left == 0 && more.isEmpty()) || System.nanoTime() - end > 0) {
                return new Leaks(left, more);
            }
        }
    }

    /** What did not vanish. */
    record Leaks(int sockets, Map<String, String> threads) {
        static final Leaks NONE = new Leaks(0, Map.of());
    }
}
