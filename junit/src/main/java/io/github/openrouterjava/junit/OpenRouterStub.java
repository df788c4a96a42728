package io.github.openrouterjava.junit;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.offline.Answer;
import io.github.openrouterjava.offline.Answers;
import io.github.openrouterjava.server.LocalOpenRouter;
import java.net.BindException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * The server of a test: it answers what the test says, whatever model is asked for, and keeps what it was asked.
 *
 * <p>A request takes the next answer. One for which there is none is answered by a 404, and makes the test fail; an answer
 * that nobody asks for does too. Models whose names begin with {@code offline/} or {@code conformance/} are those of {@link
 * LocalOpenRouter}, and take no answer.
 *
 * <p>Safe for use by several threads.
 */
public final class OpenRouterStub {
    private final LocalOpenRouter server;
    private final ArrayDeque<Answer> answers = new ArrayDeque<>();
    private final List<AssertionFailedError> problems = new ArrayList<>();
    private volatile int given;
    private @Nullable Answers otherwise;

    OpenRouterStub() {
        try {
            server = LocalOpenRouter.builder()
                    .port(0)
                    .anyModel("offline/script")
                    .script(this::next)
                    .start();
        } catch (BindException none) {
            throw new IllegalStateException("no port is free on the loopback address", none);
        }
    }

    /** Gives answers for the next requests, one each, behind those that were given before. */
    public synchronized void answers(Answer... more) {
        answers.addAll(List.of(more));
        given += more.length;
    }

    /**
     * What answers when no answer is left, as often as it is asked: a {@link io.github.openrouterjava.offline.Script}, or
     * {@code request -> Answer.of("Hi")}. Then no request is without an answer. What it throws makes the test fail.
     */
    public synchronized void otherwise(Answers always) {
        otherwise = always;
    }

    /** What a client takes as its base URL; any key will do. */
    public String baseUrl() {
        return server.baseUrl();
    }

    /** The requests for chat completions so far, the oldest first; see {@link LocalOpenRouter#requests()} for how many. */
    public List<ReceivedRequest> requests() {
        return server.requests().stream().map(ReceivedRequest::new).toList();
    }

    private Answer next(JsonObject request) {
        Answers always;
        synchronized (this) {
            if (!answers.isEmpty()) {
                return answers.remove();
            }
            always = otherwise;
        }
        if (always == null) {
            return wrong("no answer was left for this request, of " + given + " that were given", request, null);
        }
        try {
            return always.answer(request);
        } catch (RuntimeException | AssertionError failure) {
            return wrong("what answers otherwise has failed: " + failure, request, failure);
        }
    }

    private synchronized Answer wrong(String problem, JsonObject request, @Nullable Throwable cause) {
        String told = problem + ": " + shown(request);
        problems.add(new AssertionFailedError(told, cause));
        return Answer.refused(404, told);
    }

    /** The model and the last message, which tell what was asked without filling the screen. */
    private static String shown(JsonObject request) {
        JsonArray messages = request.array("messages");
        Json last = messages == null || messages.elements().isEmpty()
                ? JsonArray.of()
                : messages.elements().getLast();
        return JsonObject.of("model", Json.of(String.valueOf(request.string("model"))))
                .with("last message", last)
                .toText();
    }

    void close() {
        server.close();
    }

    /**
     * Fails where answers and requests were not as many.
     *
     * @param failed whether the test has, and so may have left requests out
     */
    synchronized void verify(boolean failed) {
        if (!problems.isEmpty()) {
            AssertionFailedError first = problems.removeFirst();
            problems.forEach(first::addSuppressed);
            throw first;
        }
        if (!answers.isEmpty() && !failed) {
            throw new AssertionFailedError(answers.size() + " of " + given + " answers were not asked for: " + answers);
        }
    }
}
