package io.github.openrouterjava.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Converter;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.jspecify.annotations.Nullable;

/** The arguments of one command; its options are asked for by their long names. */
final class Arguments {
    private final String command;
    private final CommandLine line;

    /**
     * @param command whose they are, as it is called: {@code openrouter chat}
     * @param options what it knows; the description of one is the name of its value
     */
    Arguments(String command, Options options, List<String> arguments) {
        this.command = command;
        try {
            line = DefaultParser.builder()
                    .setAllowPartialMatching(false)
                    .setStripLeadingAndTrailingQuotes(false)
                    .get()
                    .parse(options, arguments.toArray(new String[0]));
        } catch (MissingArgumentException missing) {
            throw valueless(missing.getOption());
        } catch (UnrecognizedOptionException unrecognized) {
            String name = unrecognized.getOption().split("=", 2)[0]; // what follows may be a secret
            throw options.hasOption(name) ? wrong(name + " takes no value") : unknown(name);
        } catch (ParseException neverWithSuchOptions) {
            throw new IllegalStateException(neverWithSuchOptions);
        }
        for (Option given : line.getOptions()) {
            String value = given.getValue();
            if (value != null && value.startsWith("--") && arguments.contains(value)) {
                throw valueless(given); // the parser took a mistyped option for its value
            }
        }
    }

    /** What is no option. */
    List<String> words() {
        return line.getArgList();
    }

    boolean flag(String option) {
        once(option);
        return line.hasOption(option);
    }

    @Nullable
    String text(String option) {
        once(option);
        return line.getOptionValue(option);
    }

    /** The values of an option that may be repeated. */
    List<String> texts(String option) {
        return line.hasOption(option) ? List.of(line.getOptionValues(option)) : List.of();
    }

    @Nullable
    Double number(String option) {
        return parsed(option, Double::valueOf, "not a number");
    }

    @Nullable
    Long whole(String option) {
        return parsed(option, Long::valueOf, "not a whole number, or too large");
    }

    @Nullable
    Integer integer(String option) {
        return parsed(option, Integer::valueOf, "not a whole number, or too large");
    }

    UsageException unknown(String argument) {
        return wrong("Unknown option or command: " + argument + " (a prompt that begins with a dash stands behind --)");
    }

    UsageException wrong(String problem) {
        return new UsageException(problem + ". See: " + command + " --help");
    }

    private UsageException valueless(Option option) {
        return wrong("--" + option.getLongOpt() + " needs a value, " + option.getDescription()
                + " (one that begins with a dash stands behind an equals sign)");
    }

    private <T> @Nullable T parsed(String option, Converter<T, NumberFormatException> type, String otherwise) {
        String value = text(option);
        try {
            return value == null ? null : type.apply(value);
        } catch (NumberFormatException notOne) {
            throw wrong("--" + option + " is '" + value + "', which is " + otherwise);
        }
    }

    private void once(String option) {
        int times = 0;
        for (Option given : line.getOptions()) {
            if (option.equals(given.getLongOpt()) && ++times > 1) {
                throw wrong("--" + option + " stands there twice");
            }
        }
    }
}
