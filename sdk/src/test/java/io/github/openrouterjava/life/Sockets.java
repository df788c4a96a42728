package io.github.openrouterjava.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The sockets of this process and of this machine, as Linux shows them. */
final class Sockets {
    private static final Path MINE = Path.of("/proc/self/fd");
    private static final List<Path> MACHINES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String SYN_SENT = "02";

    private Sockets() {}

    /** Whether this system shows them. */
    static boolean visible() {
        return Files.isReadable(MINE) && Files.isReadable(MACHINES.get(0));
    }

    /** This process's sockets, each by a name that no other one has had; none where the system does not show them. */
    static Set<String> open() throws IOException {
        var names = new HashSet<String>();
        if (!visible()) {
            return names;
        }
        try (var descriptors = Files.newDirectoryStream(MINE)) {
            for (Path descriptor : descriptors) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.startsWith("socket:")) {
                        names.add(target);
                    }
                } catch (NoSuchFileException closedMeanwhile) {
                    // Which is what is asked.
                }
            }
        }
        return names;
    }

    /** The sockets of this machine that are on their way to that port. */
    static Set<String> connecting(int port) throws IOException {
        String to = String.format(Locale.ROOT, ":%04X", port);
        var found = new HashSet<String>();
        for (Path table : MACHINES) {
            if (Files.exists(table)) {
                for (String line : Files.readAllLines(table)) {
                    String[] fields = line.strip().split(" +", 5); // number, own address, peer's address, state
                    if (fields[2].endsWith(to) && fields[3].equals(SYN_SENT)) {
                        found.add(fields[1]);
                    }
                }
            }
        }
        return found;
    }
}
