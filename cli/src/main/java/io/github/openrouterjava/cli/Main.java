package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code openrouter}. */
public final class Main {
    static final String VERSION = "0.1.0";

    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        System.exit(run(args, Shell.ofProcess()));
    }

    static int run(String[] args, Shell shell) {
        var notes = new Notes(shell);
        var output = new Output(shell.out(), shell.isTerminal(Shell.OUT));
        return new CommandLine(new Root())
                .addSubcommand(new ChatCommand(shell, output, notes))
                .addSubcommand(new DecodeCommand(shell, notes))
                .addSubcommand(new ServeCommand(output, notes))
                .setExpandAtFiles(false)
                .setPosixClusteredShortOptionsAllowed(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(100)
                .setOut(new PrintWriter(new OutputStreamWriter(shell.out(), UTF_8), true))
                .setParameterExceptionHandler((wrong, given) -> {
                    notes.line("openrouter: " + Notes.oneLine(explained(wrong)));
                    return Exit.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    int code = Exit.of(failure);
                    if (code != Exit.NO_READER) {
                        notes.failure(failure, "");
                    }
                    return code;
                })
                .execute(args);
    }

    private static String explained(ParameterException wrong) {
        String message = wrong instanceof UnmatchedArgumentException unmatched
                ? "Unknown option or command: " // what stands behind = may be a secret
                        + unmatched.getUnmatched().getFirst().replaceFirst("=.*", "")
                        + " (a prompt that begins with a dash stands behind --)"
                : String.valueOf(wrong.getMessage())
                        .replace("is not a double", "is not a number")
                        .replaceFirst("is not an? (int|long)", "is not a whole number");
        return message + ". See: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    }

    @Command(
            name = "openrouter",
            mixinStandardHelpOptions = true,
            version = "openrouter " + VERSION,
            description = "Asks language models, and reads what they answered.",
            synopsisSubcommandLabel = "(chat | decode | serve)",
            footer = {"", "Example: openrouter chat \"Why is the sky blue?\""})
    static final class Root implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new UsageException("Name a command: chat, decode or serve. See: openrouter --help");
        }
    }
}
