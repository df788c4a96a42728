package io.github.openrouterjava.chat;

import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.call.CallOptions;
import io.github.openrouterjava.call.Caller;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.http.RequestBody;
import io.github.openrouterjava.json.JsonWriter;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Chat completions, streamed or whole ({@code POST /chat/completions}). Safe for use by several threads. */
public final class Chat {
    static final String PATH = "chat/completions";

    private final Caller caller;
    private final @Nullable Binding binding;

    public Chat(Caller caller) {
        this(caller, null);
    }

    /** @param binding what makes values of a program's own types; null for {@link Binding#standard()} */
    public Chat(Caller caller, @Nullable Binding binding) {
        this.caller = caller;
        this.binding = binding;
    }

    /** The answer chunk by chunk; the request is sent when the first one is read. The caller closes the stream. */
    public ChatStream stream(ChatRequest request) {
        return stream(request, caller.options());
    }

    /**
     * The answer chunk by chunk, with other options than the client's.
     *
     * @param change derives this call's options from the client's: {@code options -> options.retry(RetryPolicy.NONE)}
     * @throws IllegalArgumentException where the request has no messages
     */
    public ChatStream stream(ChatRequest request, UnaryOperator<CallOptions> change) {
        return stream(request, change.apply(caller.options()));
    }

    private ChatStream stream(ChatRequest request, CallOptions options) {
        return new ChatStream(caller, body(request.stream(true)), options);
    }

    /** The whole answer; as {@link #complete(ChatRequest, UnaryOperator)} with the client's options. */
    public ChatCompletion complete(ChatRequest request) {
        return complete(request, caller.options());
    }

    /**
     * The whole answer, waited for on the calling thread; interrupting the thread ends the wait.
     *
     * @throws OpenRouterException where there is no answer: the API's error, or no connection
     * @throws StreamException where the answer is not whole, with what there is of it
     * @throws IllegalArgumentException where the request has no messages
     */
    public ChatCompletion complete(ChatRequest request, UnaryOperator<CallOptions> change) {
        return complete(request, change.apply(caller.options()));
    }

    private ChatCompletion complete(ChatRequest request, CallOptions options) {
        return new WholeAnswer(caller, body(request.stream(false)), options).get();
    }

    /** The conversation, going on with these tools; as {@link #run(Conversation, Tools, UnaryOperator)} with no limits set. */
    public ChatRun run(Conversation conversation, Tools tools) {
        return run(conversation, tools, options -> options);
    }

    /**
     * The conversation, going on until the model calls no more tools; it moves when it is read. The caller closes it.
     *
     * @param change sets limits and approval: {@code options -> options.steps(5)}
     * @throws IllegalArgumentException where the conversation has no messages
     */
    public ChatRun run(Conversation conversation, Tools tools, UnaryOperator<RunOptions> change) {
        if (conversation.messages().isEmpty()) {
            throw new IllegalArgumentException("the conversation has no messages: add one by user(\"Hello\")");
        }
        return new ChatRun(this, conversation, tools, change.apply(RunOptions.of(caller.options())));
    }

    /** The whole answer as a value of this type; as {@link TypedChat#answer}, mended once where that is needed. */
    public <T> T ask(ChatRequest request, Class<T> type) {
        return typed(type).ask(request);
    }

    /** The answer as a value of this type that can be looked at while it comes. The caller closes the stream. */
    public <T> TypedStream<T> stream(ChatRequest request, Class<T> type) {
        return typed(type).stream(request);
    }

    /**
     * Chat completions whose answers are values of this type.
     *
     * @throws IllegalStateException where the client has no binding, and none is found
     */
    public <T> TypedChat<T> typed(Class<T> type) {
        return new TypedChat<>(this, binding == null ? Binding.standard() : binding, type);
    }

    private static RequestBody body(ChatRequest request) {
        if (request.messages().isEmpty() && !request.parameters().has("messages") && request.prompt() == null) {
            throw new IllegalArgumentException("the request has no messages: add one, such as Message.user(\"Hello\")");
        }
        var out = new JsonWriter();
        request.write(out);
        return out.hasLongText() ? RequestBody.of(out.length(), out::open) : RequestBody.of(out.toBytes());
    }
}
