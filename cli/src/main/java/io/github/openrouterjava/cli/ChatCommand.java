package io.github.openrouterjava.cli;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.conformance.Catalogue;
import io.github.openrouterjava.conformance.ScenarioServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code openrouter chat}: asks, and shows the answer as it comes. */
final class ChatCommand {
    private final Shell shell;
    private final Output output;
    private final Notes notes;
    private final RequestOptions requestOptions = new RequestOptions();
    private final ClientOptions clientOptions = new ClientOptions();
    private final List<String> words = new ArrayList<>();
    private boolean json;
    private boolean chunks;
    private boolean whole;
    private boolean verbose;

    ChatCommand(Arguments arguments, Shell shell, Output output, Notes notes) {
        this.shell = shell;
        this.output = output;
        this.notes = notes;
        while (arguments.next()) {
            switch (arguments.option()) {
                case "" -> words.add(arguments.word());
                case "--json" -> json = arguments.flag();
                case "--chunks" -> chunks = arguments.flag();
                case "--no-stream" -> whole = arguments.flag();
                case "--verbose" -> verbose = arguments.flag();
                default -> {
                    if (!requestOptions.take(arguments) && !clientOptions.take(arguments)) {
                        throw arguments.unknown();
                    }
                }
            }
        }
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
