package io.github.openrouterjava.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one command, one after the other.
 *
 * <p>A value stands behind its option, or behind an equals sign after it. Behind {@code --} there are no options. It reads
 * plain strings, because a library that finds options by their annotations would take longer than all else.
 */
final class Arguments {
    private static final Map<String, String> SHORT = Map.of(
            "-h", "--help",
            "-V", "--version",
            "-m", "--model",
            "-s", "--system",
            "-p", "--param");

    private final String command;
    private final List<String> arguments;
    private final Set<String> seen = new HashSet<>();
    private int next;
    private String option = "";
    private String rest = "";
    private boolean attached;
    private boolean optionsEnded;

    /** @param command whose they are, as it is called: {@code openrouter chat} */
    Arguments(String command, List<String> arguments) {
        this.command = command;
        this.arguments = arguments;
    }

    /** Moves to the next one; false where there is none. */
    boolean next() {
        if (next == arguments.size()) {
            return false;
        }
        String argument = arguments.get(next++);
        if (argument.equals("--") && !optionsEnded) {
            optionsEnded = true;
            return next();
        }
        attached = false;
        if (optionsEnded || argument.equals("-") || !argument.startsWith("-")) {
            option = "";
            rest = argument;
            return true;
        }
        int equals = argument.indexOf('=');
        attached = equals > 0;
        String name = attached ? argument.substring(0, equals) : argument;
        option = SHORT.getOrDefault(name, name);
        rest = attached ? argument.substring(equals + 1) : "";
        return true;
    }

    /** The option's long name, or an empty text for what is no option. */
    String option() {
        return option;
    }

    /** What is no option. */
    String word() {
        return rest;
    }

    /** An option without a value, which is true by standing there. */
    boolean flag() {
        if (attached) {
            throw wrong(option + " takes no value");
        }
        once();
        return true;
    }

    /** The value of an option that may be repeated. */
    String each(String label) {
        if (attached) {
            return rest;
        }
        if (next == arguments.size()) {
            throw wrong(option + " needs a value, " + label);
        }
        String value = arguments.get(next);
        if (value.startsWith("--")) { // which is more likely the next option
            throw wrong(option + " needs a value, " + label + ": one that begins with -- stands behind an equals sign");
        }
        next++;
        return value;
    }

    /** The value of an option that stands there once at the most. */
    String text(String label) {
        once();
        return each(label);
    }

    double number(String label) {
        String value = text(label);
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException notOne) {
            throw wrong(option + " is '" + value + "', which is not a number");
        }
    }

    long whole(String label) {
        String value = text(label);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException notOne) {
            throw wrong(option + " is '" + value + "', which is not a whole number");
        }
    }

    int integer(String label) {
        long value = whole(label);
        if ((int) value != value) {
            throw wrong(option + " is " + value + ", which is too large");
        }
        return (int) value;
    }

    /** For an argument that the command does not know. What stands behind its equals sign may be a secret. */
    UsageException unknown() {
        return wrong("Unknown option or command: " + (option.isEmpty() ? rest : option)
                + " (a prompt that begins with a dash stands behind --)");
    }

    UsageException wrong(String problem) {
        return new UsageException(problem + ". See: " + command + " --help");
    }

    /** Which of these options comes first, read as if nothing else mattered; null for none. */
    @Nullable
    String first(String... options) {
        for (String argument : arguments) {
            if (argument.equals("--")) {
                return null;
            }
            String name = SHORT.getOrDefault(argument, argument);
            for (String one : options) {
                if (one.equals(name)) {
                    return one;
                }
            }
        }
        return null;
    }

    private void once() {
        if (!seen.add(option)) {
            throw wrong(option + " stands there twice");
        }
    }
}
