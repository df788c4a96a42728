package io.github.openrouterjava.cli;

import java.util.List;

/** The program {@code openrouter}. */
public final class Main {
    static final String VERSION = "0.1.0";

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
        var arguments = new Arguments(
                known ? "openrouter " + command : "openrouter", known ? args.subList(1, args.size()) : args);
        String asked = arguments.first("--help", "--version");
        if (asked != null) {
            output.text(asked.equals("--help") ? Help.of(command) : "openrouter " + VERSION + "\n");
            return Exit.COMPLETE;
        }
        return switch (command) {
            case "chat" -> new ChatCommand(arguments, shell, output, notes).run();
            case "decode" -> new DecodeCommand(arguments, shell, notes).run();
            case "serve" -> new ServeCommand(arguments, output, notes).run();
            default -> {
                if (arguments.next()) {
                    throw arguments.unknown();
                }
                throw new UsageException("Name a command: chat, decode or serve. See: openrouter --help");
            }
        };
    }
}
