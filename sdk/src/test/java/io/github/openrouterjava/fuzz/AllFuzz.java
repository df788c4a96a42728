package io.github.openrouterjava.fuzz;

import java.util.Arrays;

/** All targets in one, of which an input's first byte chooses: for a build, which would wait for seven processes to start. */
public final class AllFuzz {
    private AllFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 0) {
            int chosen = (input[0] & 0xff) % FuzzTarget.EACH.size();
            FuzzTarget.EACH.get(chosen).tries.accept(Arrays.copyOfRange(input, 1, input.length));
        }
    }
}
