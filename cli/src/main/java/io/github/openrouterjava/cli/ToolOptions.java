package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.ClientTool;
import io.github.openrouterjava.chat.RunOptions;
import io.github.openrouterjava.chat.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** The options that say what a model may call, and how far it may go with that. */
final class ToolOptions {
    private static final int STEPS = 10;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration FOREVER = Duration.ofDays(10_000);

    /** Whether calls run without a question. */
    final boolean yes;

    private final List<String> tools;
    private final @Nullable Integer steps;
    private final @Nullable Double limit;

    ToolOptions(Arguments arguments) {
        tools = arguments.texts("tool");
        yes = arguments.flag("yes");
        steps = arguments.integer("steps");
        limit = arguments.number("tool-timeout");
    }

    static Options addTo(Options options) {
        return options.addOption(null, "tool", true, "TOOL")
                .addOption(null, "yes", false, "")
                .addOption(null, "steps", true, "N")
                .addOption(null, "tool-timeout", true, "SECONDS");
    }

    /** True where there is anything to call. */
    boolean given() {
        return !tools.isEmpty();
    }

    /**
     * What the model may call.
     *
     * @param commands where the tools run what they run
     * @throws UsageException where one is not known or can't be read
     * @throws IllegalArgumentException where two have the same name
     */
    Tools tools(Commands commands) {
        Duration longest = limit();
        List<ClientTool> all = new ArrayList<>();
        for (String tool : tools) {
            ClientTool known = switch (tool) {
                case "shell" -> ShellTool.of(commands, longest);
                case "http" -> HttpTool.of(longest);
                default -> {
                    if (!tool.endsWith(".json")) {
                        throw new UsageException(
                                "--tool is '" + tool + "', but must be shell, http, or a file that ends in .json");
                    }
                    yield ToolFile.read(Path.of(tool), commands, longest);
                }
            };
            all.add(known);
        }
        return Tools.of(all.toArray(new ClientTool[0]));
    }

    /** One call runs after the other: a model means its commands in their order. */
    RunOptions limits(RunOptions options) {
        int most = steps == null ? STEPS : steps;
        if (most < 1) {
            throw new UsageException("--steps is " + most + ", but must be 1 or more");
        }
        // A command ends itself in time, to tell what it printed until then.
        return options.steps(most).parallel(1).toolTime(limit().plus(Commands.FAREWELL));
    }

    private Duration limit() {
        Duration longest = ClientOptions.limit("--tool-timeout", limit, LIMIT);
        return longest == null ? FOREVER : longest;
    }
}
