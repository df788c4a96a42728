package io.github.openrouterjava.compare;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.Clocks;
import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatEvent;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatRun;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.ClientTool;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.RunEnd;
import io.github.openrouterjava.chat.StreamCancelledException;
import io.github.openrouterjava.chat.StreamDecodeException;
import io.github.openrouterjava.chat.StreamErrorException;
import io.github.openrouterjava.chat.StreamException;
import io.github.openrouterjava.chat.StreamInterruptedException;
import io.github.openrouterjava.chat.StreamTimeoutException;
import io.github.openrouterjava.chat.Tool;
import io.github.openrouterjava.chat.Tools;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.ConnectionException;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.http.JdkHttpTransport;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * This project's client, by {@code openRouter.chat().stream(request)} read chunk by chunk, or {@code complete(request)}.
 * Text is put together from the chunks, all else is the merged {@link ChatCompletion}, which a failure has too. Tools are
 * run by {@code chat().run(conversation, tools)}. Over the transport that it has of itself, sockets, or the JDK's HTTP client.
 */
public final class OpenRouterDriver implements Client {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final OpenRouter openRouter;
    private final @Nullable JdkHttpTransport jdk;
    private final ChatRequest request;
    private final boolean streamed;
    private final @Nullable Integer steps;
    private final Map<String, ScriptedTool> scripted;
    private Conversation conversation;

    private OpenRouterDriver(Task task, boolean overJdk) {
        jdk = overJdk ? JdkHttpTransport.create(CONNECT) : null;
        var builder = OpenRouter.builder()
                .apiKey(task.apiKey())
                .baseUrl(task.baseUrl())
                .clocks(clocks(task));
        openRouter = jdk == null ? builder.build() : builder.transport(jdk).build();
        request = ChatRequest.parse(task.request().toText());
        streamed = task.stream();
        steps = task.steps();
        scripted = task.tools();
        conversation = Conversation.of(request);
    }

    /** Runs the scenarios; with the argument {@code jdk}, over the JDK's HTTP client. */
    public static void main(String... args) throws Exception {
        boolean jdk = args.length > 0 && args[0].equals("jdk");
        String name = "openrouter-java (" + (jdk ? "JDK client" : "sockets") + ")";
        Driver.run(name, OpenRouter.class, true, task -> new OpenRouterDriver(task, jdk));
    }

    private static Clocks clocks(Task task) {
        Clocks clocks = Clocks.DEFAULT;
        Duration connect = task.clock("connect_ms");
        Duration firstToken = task.clock("first_token_ms");
        Duration idle = task.clock("idle_ms");
        Duration total = task.clock("total_ms");
        if (connect != null) clocks = clocks.connect(connect);
        if (firstToken != null) clocks = clocks.firstToken(firstToken);
        if (idle != null) clocks = clocks.idle(idle);
        if (total != null) clocks = clocks.total(total);
        return clocks;
    }

    @Override
    public void call(Report report) {
        try {
            if (!scripted.isEmpty()) {
                run(report);
            } else if (streamed) {
                stream(report);
            } else {
                tell(openRouter.chat().complete(request), report);
            }
        } catch (OpenRouterException failure) {
            if (failure instanceof StreamException stream) tell(stream.completion(), report);
            report.failed(
                    end(failure),
                    code(failure),
                    failure.getMessage(),
                    failure.getClass().getSimpleName());
        }
    }

    private void stream(Report report) {
        try (ChatStream stream = openRouter.chat().stream(request)) {
            for (var chunk : stream) {
                chunk.choices()
                        .forEach(choice -> report.text(
                                choice.index() == null ? 0 : choice.index(),
                                choice.delta().text()));
            }
            tell(stream.completion(), report);
        }
    }

    private void run(Report report) {
        var tools = Tools.of(scripted.entrySet().stream()
                .map(tool -> Tool.function(tool.getKey(), "").calls(arguments -> {
                    report.ran(tool.getKey());
                    return tool.getValue().run(arguments);
                }))
                .toArray(ClientTool[]::new));
        ChatRun run =
                openRouter.chat().run(conversation, tools, options -> steps == null ? options : options.steps(steps));
        try (run) {
            for (ChatEvent event : run) {
                if (event instanceof ChatEvent.Text(String piece)) {
                    report.text(0, piece);
                } else if (event instanceof ChatEvent.TurnFinished(ChatCompletion turn)
                        && !turn.toolCalls().isEmpty()) {
                    report.nextAnswer();
                }
            }
            tell(Objects.requireNonNull(run.completion()), report);
            if (run.end() != RunEnd.ANSWERED) report.failed("stopped", null, "ended by " + run.end(), "RunEnd");
        } finally {
            conversation = run.conversation();
        }
    }

    private static void tell(ChatCompletion completion, Report report) {
        report.whole(completion.toJson());
        report.reasoning(completion.reasoning());
    }

    private static String end(OpenRouterException failure) {
        return switch (failure) {
            case StreamException stream ->
                switch (stream) {
                    case StreamInterruptedException ignored -> "interrupted";
                    case StreamErrorException ignored -> "error";
                    case StreamTimeoutException ignored -> "timeout";
                    case StreamDecodeException ignored -> "undecodable";
                    case StreamCancelledException ignored -> "cancelled";
                };
            case ApiException ignored -> "refused";
            case ConnectionException ignored -> "unreachable";
            default -> "failed";
        };
    }

    private static @Nullable String code(OpenRouterException failure) {
        return switch (failure) {
            case StreamErrorException error -> error.code();
            case ApiException refused -> refused.code() == null ? String.valueOf(refused.status()) : refused.code();
            default -> null;
        };
    }

    @Override
    public void close() {
        openRouter.close();
        if (jdk != null) jdk.close();
    }
}
