package io.github.openrouterjava.compare.speed;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much this process has allocated. */
final class Memory {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Memory() {}

    /** Bytes, by all threads there ever were; virtual ones count with those that carry them. */
    static long allocated() {
        return THREADS.getTotalThreadAllocatedBytes();
    }
}
