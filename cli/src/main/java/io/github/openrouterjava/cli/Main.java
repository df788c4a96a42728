package io.github.openrouterjava.cli;

import java.util.List;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The program {@code openrouter}. */
public final class Main {
    static final String VERSION = "0.1.0";

    private static final Options SHOWN =
            new Options().addOption("h", "help", false, "").addOption("V", "version", false, "");

    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        int code = run(args, Shell.ofProcess());
        if (code != Exit.COMPLETE) { // which is what a program without an exit ends with, sooner
            System.exit(code);
        }
    }

    static int run(String[] args, Shell shell) {
        var notes = new Notes(shell);
        try {
            return run(List.of(args), shell, notes);
        } catch (Exception failure) {
            int code = Exit.of(failure);
            if (code != Exit.NO_READER) {
                notes.failure(failure, "");
            }
            return code;
        }
    }

    private static int run(List<String> args, Shell shell, Notes notes) throws Exception {
        var output = new Output(shell.out(), shell.isTerminal(Shell.OUT));
        String command = args.isEmpty() ? "" : args.getFirst();
        boolean known = command.equals("chat") || command.equals("decode") || command.equals("serve");
        List<String> rest = known ? args.subList(1, args.size()) : args;
        Option[] shown = new DefaultParser(false)
                .parse(SHOWN, null, DefaultParser.NonOptionAction.IGNORE, rest.toArray(new String[0]))
                .getOptions();
        if (shown.length > 0) {
            output.text(shown[0].getOpt().equals("h") ? Help.of(command) : "openrouter " + VERSION + "\n");
            return Exit.COMPLETE;
        }
        return switch (command) {
            case "chat" -> new ChatCommand(rest, shell, output, notes).run();
            case "decode" -> new DecodeCommand(rest, shell, notes).run();
            case "serve" -> new ServeCommand(rest, shell, output, notes).run();
            default -> {
                var arguments = new Arguments("openrouter", new Options(), rest);
                if (!arguments.words().isEmpty()) {
                    throw arguments.unknown(command);
                }
                throw new UsageException("Name a command: chat, decode or serve. See: openrouter --help");
            }
        };
    }
}
