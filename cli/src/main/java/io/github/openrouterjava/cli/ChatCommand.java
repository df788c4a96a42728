package io.github.openrouterjava.cli;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ContentPart;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.Tool;
import io.github.openrouterjava.chat.ToolCall;
import io.github.openrouterjava.chat.Tools;
import io.github.openrouterjava.conformance.Catalogue;
import io.github.openrouterjava.conformance.ScenarioServer;
import io.github.openrouterjava.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** {@code openrouter chat}: asks, and shows the answer as it comes. */
final class ChatCommand {
    private final Shell shell;
    private final Output output;
    private final Notes notes;
    private final Arguments arguments;
    private final RequestOptions requestOptions;
    private final ClientOptions clientOptions;
    private final ToolOptions toolOptions;
    private final boolean json;
    private final boolean chunks;
    private final boolean whole;
    private final boolean verbose;

    ChatCommand(List<String> args, Shell shell, Output output, Notes notes) {
        this.shell = shell;
        this.output = output;
        this.notes = notes;
        var options = new Options()
                .addOption(null, "attach", true, "FILE")
                .addOption(null, "save", true, "FILE")
                .addOption(null, "continue", true, "FILE")
                .addOption(null, "json", false, "")
                .addOption(null, "chunks", false, "")
                .addOption(null, "no-stream", false, "")
                .addOption(null, "verbose", false, "");
        arguments = new Arguments(
                "openrouter chat", ToolOptions.addTo(ClientOptions.addTo(RequestOptions.addTo(options))), args);
        requestOptions = new RequestOptions(arguments);
        clientOptions = new ClientOptions(arguments);
        toolOptions = new ToolOptions(arguments);
        json = arguments.flag("json");
        chunks = arguments.flag("chunks");
        whole = arguments.flag("no-stream");
        verbose = arguments.flag("verbose");
    }

    int run() throws IOException {
        notes.verbose(verbose);
        Log.to(verbose ? notes : null);
        if (chunks && (json || whole || toolOptions.given())) {
            throw new UsageException("--chunks shows a stream chunk by chunk: leave "
                    + (json ? "--json" : whole ? "--no-stream" : "--tool") + " out, or --chunks");
        }
        if (whole && toolOptions.given()) {
            throw new UsageException("--tool needs a stream: leave --no-stream out, or --tool");
        }
        String file = arguments.text("continue");
        Conversation kept = file == null ? null : Saving.load(Path.of(file));
        String model = requestOptions.model != null || kept == null
                ? requestOptions.model
                : kept.request().model();
        Target target = Target.of(model, clientOptions.baseUrl, shell);
        if (!target.conformance()) {
            return ask(target, kept);
        }
        try (var server = ScenarioServer.start(0, Catalogue.load())) {
            return ask(target.at(server.uri() + "/api/v1"), kept);
        }
    }

    private int ask(Target target, @Nullable Conversation kept) {
        Conversation start = (kept == null ? Conversation.of(new ChatRequest(null, List.of(), JsonObject.EMPTY)) : kept)
                .settings(request -> requestOptions.request(request, target.model()));
        List<ContentPart> attached = Attachments.of(arguments.texts("attach"));
        Saving saving = saving();
        var commands = new Commands();
        Tools tools = toolOptions.given() ? toolOptions.tools(commands) : null;
        boolean resumes = resumes(start, tools);
        try (OpenRouter client = clientOptions.client(target, shell, verbose)) {
            String prompt = Prompt.read(arguments.words(), !resumes, shell, notes);
            if (target.notice() != null) {
                notes.line(target.notice());
            }
            if (prompt == null && isConversation(resumes)) {
                try (var questions = new LineEditor()) {
                    Toolbox toolbox = toolbox(tools, commands, questions);
                    var asking = new Asking(client, !whole, toolbox, saving, notes);
                    return Session.run(asking, start, attached, questions, output, notes);
                }
            }
            if (prompt == null && !attached.isEmpty()) {
                throw new UsageException("--attach goes with a question: ask one");
            }
            InputStream keyboard = tools == null || toolOptions.yes ? null : shell.keyboard();
            Toolbox toolbox = toolbox(tools, commands, keyboard == null ? null : new Keyboard(keyboard, notes));
            var asking = new Asking(client, !whole, toolbox, saving, notes);
            View view = view(Schema.isIn(start.request()));
            try (var interrupts = new Interrupts()) {
                var outcome =
                        resumes ? asking.ask(start, null, view, interrupts) : new Asking.Outcome(Exit.COMPLETE, start);
                return prompt == null || outcome.exit() != Exit.COMPLETE
                        ? outcome.exit()
                        : asking.ask(outcome.conversation(), Attachments.question(prompt, attached), view, interrupts)
                                .exit();
            }
        }
    }

    private Saving saving() {
        String to = arguments.text("save");
        String file = to == null ? arguments.text("continue") : to;
        return file == null ? Saving.NONE : Saving.in(Path.of(file));
    }

    /** True where tool calls wait for their results, which come first. */
    private static boolean resumes(Conversation start, @Nullable Tools tools) {
        Set<String> names = new HashSet<>();
        for (Tool tool : tools == null ? List.<Tool>of() : tools.definitions()) {
            names.add(String.valueOf(tool.name()));
        }
        for (ToolCall call : start.pendingCalls()) {
            if (!names.contains(call.name())) {
                throw new UsageException("The conversation waits for the result of " + call.name()
                        + ", and goes on with that tool only: give it by --tool");
            }
        }
        return !start.pendingCalls().isEmpty();
    }

    private @Nullable Toolbox toolbox(@Nullable Tools tools, Commands commands, ToolPrompt.@Nullable Person person) {
        var prompt = new ToolPrompt(toolOptions.yes, person, notes);
        return tools == null ? null : new Toolbox(tools, toolOptions, commands, prompt);
    }

    /** True where questions are typed one after the other. */
    private boolean isConversation(boolean resumes) {
        boolean possible = !json && !chunks && shell.isTerminal(Shell.OUT);
        if (!possible && !resumes) {
            throw new UsageException("The prompt is empty: give it as arguments or on standard input");
        }
        return possible && shell.isTerminal(Shell.IN);
    }

    private View view(boolean schema) {
        boolean terminal = shell.isTerminal(Shell.OUT);
        return chunks
                ? View.chunks(output)
                : json
                        ? View.json(output)
                        : new TextView(output, notes, terminal && shell.isTerminal(Shell.ERR), schema && !terminal);
    }
}
