package io.github.openrouterjava.compare.speed;

import java.io.IOException;
import java.io.PrintStream;

/**
 * One stream in a fresh process: {@code cold BASE_URL EXPECTED} as arguments. Says when it had ended, and ends when
 * told to. What has to be loaded for itself is loaded after that: no lambdas, no format, no text put together before.
 */
final class Cold {
    private static final long LIMIT = 60_000_000_000L;

    private Cold() {}

    static void run(Subject subject, String[] args, PrintStream out) throws IOException, InterruptedException {
        var taker = new Taker(Expected.parse(args[2]), 0);
        try {
            subject.open(args[1]).stream(taker);
        } catch (Exception failure) {
            taker.failed(failure);
        }
        boolean ended = taker.ended(System.nanoTime() + LIMIT);
        long now = System.nanoTime();
        String fault = ended ? taker.fault() : "no end within a minute";
        out.write(
                new Results().with("ended", now).fault(fault).line().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        out.flush();
        while (System.in.read() >= 0) {} // until the one who measures has read what the process took
        System.exit(0);
    }
}
