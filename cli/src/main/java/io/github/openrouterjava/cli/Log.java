package io.github.openrouterjava.cli;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's debug log on standard error, for {@code --verbose}.
 *
 * <p>It takes the place of {@code java.util.logging}, which the JDK itself would load at every {@link System#exit}.
 */
public final class Log extends System.LoggerFinder {
    private static volatile @Nullable Notes notes;

    /** For the JDK, which makes one when the first logger is asked for. */
    public Log() {}

    /** Lets the log go there from now on; null for nowhere. */
    static void to(@Nullable Notes to) {
        notes = to;
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Lines(name);
    }

    private record Lines(String name) implements System.Logger {
        private static final Set<Level> QUIET = Set.of(Level.TRACE, Level.OFF, Level.ALL);

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return notes != null && name.startsWith("io.github.openrouterjava") && !QUIET.contains(level);
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            write(level, message + (thrown == null ? "" : ": " + thrown));
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... values) {
            boolean plain = format == null || values == null || values.length == 0;
            write(level, plain ? String.valueOf(format) : MessageFormat.format(format, values));
        }

        private void write(Level level, String message) {
            Notes to = notes;
            if (to != null && isLoggable(level)) {
                to.line("openrouter: " + message);
            }
        }
    }
}
