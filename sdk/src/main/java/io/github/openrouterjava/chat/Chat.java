package io.github.openrouterjava.chat;

import io.github.openrouterjava.call.CallOptions;
import io.github.openrouterjava.call.Caller;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.json.JsonWriter;
import java.util.function.UnaryOperator;

/** Chat completions, streamed or whole ({@code POST /chat/completions}). Safe for use by several threads. */
public final class Chat {
    static final String PATH = "chat/completions";

    private final Caller caller;

    public Chat(Caller caller) {
        this.caller = caller;
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
        ChatRequest streamed = request.stream(true);
        int most = options.continuations();
        return new ChatStream(caller, bytes(streamed), options, most == 0 ? null : new Continuation(streamed, most));
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
        return new WholeAnswer(caller, bytes(request.stream(false)), options).get();
    }

    static byte[] bytes(ChatRequest request) {
        if (request.messages().isEmpty() && !request.parameters().has("messages") && request.prompt() == null) {
            throw new IllegalArgumentException("the request has no messages: add one, such as Message.user(\"Hello\")");
        }
        var out = new JsonWriter();
        request.write(out);
        return out.toBytes();
    }
}
