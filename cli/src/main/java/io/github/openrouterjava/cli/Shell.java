package io.github.openrouterjava.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a run of the command line.
 *
 * @param terminals which of the standard streams are a terminal, by their numbers: {@code 02} for all but the output
 */
record Shell(InputStream in, OutputStream out, OutputStream err, Map<String, String> environment, String terminals) {
    static final int IN = 0;
    static final int OUT = 1;
    static final int ERR = 2;

    /** That of this process; {@code System.out} is not used, for it hides that its reader is gone. */
    @SuppressWarnings("SystemConsoleNull") // the console of java.base, which is asked for here, is null in all JDKs
    static Shell ofProcess() {
        System.setProperty("jdk.console", "java.base");
        String told = System.getProperty("openrouter.terminals"); // what no JVM can find out stream by stream
        return new Shell(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                System.getenv(),
                told != null ? told : System.console() != null ? "012" : "");
    }

    boolean isTerminal(int stream) {
        return terminals.indexOf('0' + stream) >= 0;
    }

    /** What a person types, also where the input comes from elsewhere; null where no person is there, or sees no question. */
    @Nullable
    InputStream keyboard() {
        if (!isTerminal(ERR)) {
            return null;
        } else if (isTerminal(IN)) {
            return in;
        }
        try {
            return new FileInputStream(Commands.WINDOWS ? "CON" : "/dev/tty");
        } catch (IOException none) {
            return null;
        }
    }

    /** The variable's value, or null where it is not set or blank. */
    @Nullable
    String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
