package io.github.openrouterjava.cli;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatCompletionChunk;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.StreamException;
import io.github.openrouterjava.error.ApiException;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks and shows the answers, each to its last line.
 *
 * @param streamed whether answers come chunk by chunk
 */
record Asking(OpenRouter client, boolean streamed, Notes notes) {
    /**
     * How it went.
     *
     * @param completion all that came; null where nothing did
     */
    record Outcome(int exit, @Nullable ChatCompletion completion) {}

    /**
     * Asks and waits for the answer.
     *
     * @param canceller is given what ends the answer early, from any thread
     * @throws OutputException where standard output can't be written; the answer is cancelled then
     */
    Outcome ask(ChatRequest request, View view, Consumer<Runnable> canceller) {
        return streamed ? stream(request, view, canceller) : complete(request, view, canceller);
    }

    private Outcome stream(ChatRequest request, View view, Consumer<Runnable> canceller) {
        try (ChatStream stream = client.chat().stream(request)) {
            canceller.accept(stream::close);
            try {
                for (ChatCompletionChunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
                    view.chunk(chunk, stream::completion);
                }
                return ended(view, stream.completion(), null, request);
            } catch (OutputException unreadable) {
                throw unreadable;
            } catch (RuntimeException failure) {
                ChatCompletion partial =
                        failure instanceof StreamException end ? end.completion() : stream.completion();
                return ended(view, partial, failure, request);
            }
        }
    }

    private Outcome complete(ChatRequest request, View view, Consumer<Runnable> canceller) {
        canceller.accept(Thread.currentThread()::interrupt);
        try {
            return ended(view, client.chat().complete(request), null, request);
        } catch (OutputException unreadable) {
            throw unreadable;
        } catch (RuntimeException failure) {
            ChatCompletion partial = failure instanceof StreamException end ? end.completion() : null;
            return ended(view, partial, failure, request);
        }
    }

    private Outcome ended(
            View view, @Nullable ChatCompletion completion, @Nullable RuntimeException failure, ChatRequest request) {
        ChatCompletion came = completion != null && View.hasCome(completion) ? completion : null;
        if (came != null) {
            view.end(came, failure == null);
            notes.dim(Summary.of(came));
        }
        if (failure != null) {
            notes.failure(failure, lacksModel(failure, request) ? ". No model was named: name one with -m" : "");
        }
        return new Outcome(failure == null ? Exit.COMPLETE : Exit.of(failure), came);
    }

    /** True where a server complains that it was left the choice. */
    private static boolean lacksModel(RuntimeException failure, ChatRequest request) {
        return request.model() == null
                && failure instanceof ApiException refused
                && (refused.status() == 400 || refused.status() == 404 || refused.status() == 422)
                && refused.body().message().toLowerCase(Locale.ROOT).contains("model");
    }
}
