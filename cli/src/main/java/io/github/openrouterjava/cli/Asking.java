package io.github.openrouterjava.cli;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatCompletionChunk;
import io.github.openrouterjava.chat.ChatEvent;
import io.github.openrouterjava.chat.ChatEvents;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatRun;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.Delivery;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.RunEnd;
import io.github.openrouterjava.chat.StreamEnd;
import io.github.openrouterjava.chat.StreamException;
import io.github.openrouterjava.error.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks and shows the answers, each to its last line.
 *
 * @param streamed whether answers come chunk by chunk
 * @param tools what may be called on the way; null for nothing
 */
record Asking(OpenRouter client, boolean streamed, @Nullable Toolbox tools, Saving saving, Notes notes) {
    /**
     * How it went.
     *
     * @param conversation what to go on from: without the question where nothing came of it
     */
    record Outcome(int exit, Conversation conversation) {}

    /**
     * What came until the end, whatever it was.
     *
     * @param last the last answer as far as it came; null where nothing did
     * @param conversation with all of it that can be sent back
     */
    private record Came(
            @Nullable ChatCompletion last,
            Conversation conversation,
            @Nullable RuntimeException failure) {}

    /**
     * Asks and waits for the answer.
     *
     * @param question null where the conversation goes on without one, by the tool calls that wait for their results
     * @param canceller is given what ends the answer early, from any thread
     * @throws OutputException where standard output can't be written; the answer is cancelled then
     */
    Outcome ask(Conversation before, @Nullable Message question, View view, Consumer<Runnable> canceller) {
        Conversation asked = question == null ? before : before.add(question);
        Came came = tools != null
                ? run(tools, asked, view, canceller)
                : streamed ? stream(asked, view, canceller) : complete(asked, view, canceller);
        return ended(before, asked, came, view);
    }

    private Came stream(Conversation asked, View view, Consumer<Runnable> canceller) {
        try (ChatStream stream = client.chat().stream(asked.request())) {
            canceller.accept(stream::close);
            try {
                read(stream, view);
                return new Came(stream.completion(), withAnswer(asked, stream.completion()), null);
            } catch (OutputException unreadable) {
                throw unreadable;
            } catch (RuntimeException failure) {
                ChatCompletion partial =
                        failure instanceof StreamException end ? end.completion() : stream.completion();
                return partly(asked, partial, failure, view);
            }
        }
    }

    private static void read(ChatStream stream, View view) {
        Consumer<ChatCompletionChunk> chunks = view.chunks();
        if (chunks != null) {
            for (ChatCompletionChunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
                chunks.accept(chunk);
            }
            return;
        }
        ChatEvents events = ChatEvents.of(stream);
        for (ChatEvent event = events.next(); event != null; event = events.next()) {
            view.show(event, stream::completion);
        }
    }

    private Came complete(Conversation asked, View view, Consumer<Runnable> canceller) {
        canceller.accept(Thread.currentThread()::interrupt);
        try {
            ChatCompletion whole = client.chat().complete(asked.request());
            view.show(new ChatEvent.TurnFinished(whole), () -> whole);
            return new Came(whole, withAnswer(asked, whole), null);
        } catch (OutputException unreadable) {
            throw unreadable;
        } catch (RuntimeException failure) {
            return partly(asked, failure instanceof StreamException end ? end.completion() : null, failure, view);
        }
    }

    private Came run(Toolbox tools, Conversation asked, View view, Consumer<Runnable> canceller) {
        try (ChatRun run = tools.run(client.chat(), asked)) {
            canceller.accept(() -> tools.stop(run));
            RuntimeException failure;
            try {
                for (ChatEvent event = run.next(); event != null; event = run.next()) {
                    view.show(event, run::completion);
                    switch (event) {
                        case ChatEvent.TurnFinished turn -> saving.save(run.conversation(), notes);
                        case ChatEvent.ToolFinished result -> saving.save(run.conversation(), notes);
                        case ChatEvent.ToolFailed result -> saving.save(run.conversation(), notes);
                        default -> {}
                    }
                }
                failure = unanswered(run);
            } catch (OutputException unreadable) {
                throw unreadable;
            } catch (RuntimeException broken) {
                failure = broken;
            }
            ChatCompletion last = run.completion();
            Delivery delivery = last == null ? null : last.delivery();
            boolean whole = delivery == null || delivery.end() == StreamEnd.COMPLETE;
            return whole
                    ? new Came(last, run.conversation(), failure)
                    : partly(run.conversation(), last, failure, view);
        }
    }

    private static @Nullable RuntimeException unanswered(ChatRun run) {
        RunEnd end = run.end();
        return switch (end) {
            case ANSWERED -> null;
            case WAITING -> new UnansweredException(Exit.INTERRUPTED, "A tool call waits for a yes or no");
            case STEPS ->
                new UnansweredException(
                        Exit.INTERRUPTED, "The model still calls tools after as many answers as --steps allows");
            case null, default -> new UnansweredException(Exit.CANCELLED, "Cancelled before the answer was whole");
        };
    }

    /** Of an answer that is not whole there is what came of it: the text can be sent back. */
    private static Came partly(
            Conversation asked, @Nullable ChatCompletion last, @Nullable RuntimeException failure, View view) {
        if (last == null || !View.hasCome(last)) {
            return new Came(null, asked, failure);
        }
        view.cutOff(last);
        return new Came(last, last.text().isEmpty() ? asked : asked.add(last), failure);
    }

    private Outcome ended(Conversation before, Conversation asked, Came came, View view) {
        RuntimeException failure = came.failure;
        ChatCompletion last = came.last;
        if (last != null && failure == null && Schema.isIn(asked.request())) {
            failure = answered(last, view);
        }
        boolean goesOn = came.conversation.messages().size() > asked.messages().size();
        if (last != null) {
            notes.dim(Summary.of(last, came.conversation));
        }
        if (goesOn) {
            saving.save(came.conversation, notes);
        }
        if (failure != null) {
            notes.failure(
                    failure, lacksModel(failure, asked.request()) ? ". No model was named: name one with -m" : "");
        }
        int exit = failure != null ? Exit.of(failure) : saving.failed() ? Exit.FAILED : Exit.COMPLETE;
        return new Outcome(exit, goesOn ? came.conversation : before);
    }

    private static @Nullable RuntimeException answered(ChatCompletion last, View view) {
        try {
            view.answered(last, Schema.answer(last));
            return null;
        } catch (UnansweredException wrong) {
            view.answered(last, null);
            return wrong;
        }
    }

    /** Where no tool runs a call is left out: without its result it would be refused. */
    private static Conversation withAnswer(Conversation asked, ChatCompletion answer) {
        Conversation more = asked.add(answer);
        if (more.pendingCalls().isEmpty()) {
            return more;
        }
        List<Message> all = new ArrayList<>(more.messages());
        Message.Assistant last = (Message.Assistant) all.removeLast();
        all.add(last.toolCalls(List.of()));
        return more.settings(request -> request.messages(all));
    }

    /** True where a server complains that it was left the choice. */
    private static boolean lacksModel(RuntimeException failure, ChatRequest request) {
        return request.model() == null
                && failure instanceof ApiException refused
                && (refused.status() == 400 || refused.status() == 404 || refused.status() == 422)
                && refused.body().message().toLowerCase(Locale.ROOT).contains("model");
    }
}
