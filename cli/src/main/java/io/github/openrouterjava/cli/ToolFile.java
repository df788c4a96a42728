package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.ClientTool;
import io.github.openrouterjava.chat.Tool;
import io.github.openrouterjava.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code --tool FILE.json}: a function as the API has it ({@code name}, {@code description}, {@code parameters}) and what
 * it does: a {@code command} that gets the arguments as JSON on its standard input, or a {@code url} to POST them to.
 */
final class ToolFile {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private ToolFile() {}

    /** @throws UsageException where there is no such file, or something else is in it */
    static ClientTool read(Path file, Commands commands, Duration limit) {
        JsonObject json = JsonFile.read("--tool", file);
        JsonObject wrapped = json.object("function"); // as it stands in a request
        JsonObject function = wrapped == null ? json : wrapped;
        String name = function.string("name");
        if (name == null || !NAME.matcher(name).matches()) {
            throw wrong(file, "its \"name\" must be 1 to 64 letters, digits, dashes or underscores");
        }
        if (function.has("parameters") && function.object("parameters") == null) {
            throw wrong(file, "its \"parameters\" must be a JSON Schema, which is an object");
        }
        String command = json.string("command");
        String url = json.string("url");
        if ((command == null) == (url == null)) {
            throw wrong(file, "it must have a \"command\" or a \"url\", and not both");
        }
        JsonObject told = function.with("command", null).with("url", null);
        Tool tool = Tool.server("function").with("function", told);
        if (command != null) {
            return tool.calls(arguments -> commands.run(command, arguments.toText(), limit));
        }
        URI to = address(file, url);
        return tool.calls(arguments -> HttpTool.send(HttpRequest.newBuilder(to)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(arguments.toText()))))
                .timeLimit(limit);
    }

    private static URI address(Path file, @Nullable String url) {
        try {
            URI to = URI.create(String.valueOf(url));
            HttpRequest.newBuilder(to); // which knows what it can send to
            return to;
        } catch (IllegalArgumentException e) {
            throw wrong(file, "its \"url\" is no address of HTTP: " + e.getMessage());
        }
    }

    private static UsageException wrong(Path file, String problem) {
        return new UsageException("--tool " + file + " is no tool: " + problem);
    }
}
