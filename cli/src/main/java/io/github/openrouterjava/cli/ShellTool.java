package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.ClientTool;
import io.github.openrouterjava.chat.Tool;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.time.Duration;

/** {@code --tool shell}: the model writes a command, this machine's shell runs it. */
final class ShellTool {
    private static final JsonObject PARAMETERS = (JsonObject) Json.parse("""
        {"type":"object","properties":{"command":{"type":"string","description":"The command line."}},\
        "required":["command"],"additionalProperties":false}\
        """);

    private ShellTool() {}

    /** @param limit after which a command is stopped */
    static ClientTool of(Commands commands, Duration limit) {
        String description = "Runs a command by " + (Commands.WINDOWS ? "cmd /c" : "sh -c") + " on the user's machine ("
                + System.getProperty("os.name") + "), in the folder " + System.getProperty("user.dir")
                + ", without input. Gives what it printed and its exit status.";
        return Tool.function("shell", description, PARAMETERS)
                .calls(arguments -> commands.run(text(arguments, "command"), "", limit));
    }

    /** @throws IllegalArgumentException where the model left it out */
    static String text(JsonObject arguments, String name) {
        String value = arguments.string(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the argument '" + name + "' must be a text that is not empty");
        }
        return value;
    }
}
