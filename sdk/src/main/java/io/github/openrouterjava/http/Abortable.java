package io.github.openrouterjava.http;

/** Something that a thread may be waiting for, and that any other thread may end. */
interface Abortable {
    /** Ends it at once and wakes who waits for it; never blocks, never throws, may be repeated. */
    void abort();
}
