package io.github.openrouterjava.cli;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.conformance.Catalogue;
import io.github.openrouterjava.conformance.ScenarioServer;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code openrouter chat}: asks, and shows the answer as it comes. */
final class ChatCommand {
    private final Shell shell;
    private final Output output;
    private final Notes notes;
    private final RequestOptions requestOptions;
    private final ClientOptions clientOptions;
    private final List<String> words;
    private final boolean json;
    private final boolean chunks;
    private final boolean whole;
    private final boolean verbose;

    ChatCommand(List<String> args, Shell shell, Output output, Notes notes) {
        this.shell = shell;
        this.output = output;
        this.notes = notes;
        var options = new Options()
                .addOption(null, "json", false, "")
                .addOption(null, "chunks", false, "")
                .addOption(null, "no-stream", false, "")
                .addOption(null, "verbose", false, "");
        var arguments = new Arguments("openrouter chat", ClientOptions.addTo(RequestOptions.addTo(options)), args);
        requestOptions = new RequestOptions(arguments);
        clientOptions = new ClientOptions(arguments);
        words = arguments.words();
        json = arguments.flag("json");
        chunks = arguments.flag("chunks");
        whole = arguments.flag("no-stream");
        verbose = arguments.flag("verbose");
    }

    int run() throws IOException {
        notes.verbose(verbose);
        Log.to(verbose ? notes : null);
        if (chunks && (json || whole)) {
            throw new UsageException("--chunks shows a stream chunk by chunk: leave "
                    + (json ? "--json" : "--no-stream") + " out, or --chunks");
        }
        Target target = Target.of(requestOptions.model, clientOptions.baseUrl, shell);
        if (!target.conformance()) {
            return ask(target);
        }
        try (var server = ScenarioServer.start(0, Catalogue.load())) {
            return ask(target.at(server.uri() + "/api/v1"));
        }
    }

    private int ask(Target target) {
        ChatRequest request = requestOptions.request(target.model());
        try (OpenRouter client = clientOptions.client(target, shell, verbose)) {
            String prompt = Prompt.read(words, shell, notes);
            if (target.notice() != null) {
                notes.line(target.notice());
            }
            var asking = new Asking(client, !whole, notes);
            if (prompt == null) {
                return converse(asking, request);
            }
            try (var interrupts = new Interrupts()) {
                return asking.ask(request.add(Message.user(prompt)), view(), interrupts)
                        .exit();
            }
        }
    }

    private int converse(Asking asking, ChatRequest request) {
        if (json || chunks || !shell.isTerminal(Shell.OUT)) {
            throw new UsageException("The prompt is empty: give it as arguments or on standard input");
        }
        try (var questions = new LineEditor()) {
            return Session.run(asking, request, questions, output, notes);
        }
    }

    private View view() {
        return chunks
                ? View.chunks(output)
                : json
                        ? View.json(output)
                        : new TextView(output, notes, shell.isTerminal(Shell.OUT) && shell.isTerminal(Shell.ERR));
    }
}
