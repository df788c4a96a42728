package io.github.openrouterjava.cli;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.conformance.Catalogue;
import io.github.openrouterjava.conformance.ScenarioServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openrouter chat}: asks, and shows the answer as it comes. */
@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        version = "openrouter " + Main.VERSION,
        sortOptions = false,
        header = "Asks a model and shows the answer as it comes.",
        description = {
            "",
            "The prompt is made of the arguments and of what is piped in: either one, or the arguments, a blank line"
                    + " and the input. At a terminal without a prompt a conversation begins.",
            "The text goes to standard output, all else to standard error.",
            ""
        },
        footer = {
            "",
            "Environment: OPENROUTER_API_KEY (from https://openrouter.ai/settings/keys), OPENROUTER_BASE_URL,",
            "OPENROUTER_HTTP_REFERER, OPENROUTER_APP_TITLE, OPENROUTER_APP_CATEGORIES, NO_COLOR.",
            "Without a key and a base URL offline/demo answers, which is not a language model; with a key the",
            "model is openrouter/auto unless -m names another.",
            "",
            "Exit codes: 0 the answer is whole, 2 usage, 3 interrupted, 4 an error from the API, 5 what came is",
            "no answer, 6 timeout, 130 cancelled."
        })
final class ChatCommand implements Callable<Integer> {
    private final Shell shell;
    private final Output output;
    private final Notes notes;

    @Mixin
    private final RequestOptions requestOptions = new RequestOptions();

    @Option(names = "--json", description = "Prints the merged completion as one line of JSON at the end.")
    private boolean json;

    @Option(names = "--chunks", description = "Prints each chunk as one line of JSON the moment it comes.")
    private boolean chunks;

    @Option(names = "--no-stream", description = "Asks for the answer in one piece.")
    private boolean whole;

    @Mixin
    private final ClientOptions clientOptions = new ClientOptions();

    @Option(names = "--verbose", description = "Shows the HTTP exchange and, after a failure, the stack trace.")
    private boolean verbose;

    @Parameters(paramLabel = "PROMPT", arity = "0..*", description = "What to ask; - stands for standard input.")
    private List<String> words = List.of();

    ChatCommand(Shell shell, Output output, Notes notes) {
        this.shell = shell;
        this.output = output;
        this.notes = notes;
    }

    @Override
    public Integer call() throws IOException {
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
