package io.github.openrouterjava.conformance;

import java.util.List;

/** One thing that a server does while it answers. */
sealed interface Step {
    /**
     * Sends bytes of the body; where the body is chunked, as one chunk, unless the play limits its chunks.
     *
     * @param bytes what is sent, {@code times} over
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, never compared
    record Body(byte[] bytes, int times) implements Step {
        long length() {
            return (long) bytes.length * times;
        }
    }

    /** Sends bytes as they are, as no part of a chunk. */
    @SuppressWarnings("ArrayRecordComponent")
    record Raw(byte[] bytes) implements Step {}

    /** Waits. */
    record Pause(int millis) implements Step {}

    /** Does the same things over again. */
    record Repeat(int times, List<Step> steps) implements Step {}

    /** How many bytes of a body there are in all. */
    static long length(List<Step> steps) {
        long length = 0;
        for (Step step : steps) {
            length += switch (step) {
                case Body body -> body.length();
                case Repeat(int times, List<Step> repeated) -> times * length(repeated);
                case Raw ignored -> 0;
                case Pause ignored -> 0;
            };
        }
        return length;
    }
}
