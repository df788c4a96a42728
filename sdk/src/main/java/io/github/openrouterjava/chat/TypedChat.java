package io.github.openrouterjava.chat;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.BindException.Problem;
import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.call.CallOptions;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Chat completions whose answers are values of a program's own type, such as a record. Immutable; safe for use by several
 * threads.
 *
 * <p>A request that says nothing of its {@code response_format} asks for the type's JSON Schema, strictly; one that does
 * is left as it is. {@code provider.require_parameters} is set where the request does not say otherwise, so that
 * OpenRouter chooses none that would ignore the schema.
 *
 * <p>What the model says is read with forbearance: JSON as it is asked for, in a Markdown fence, or one object amid prose.
 * The text as it came stands in the completion.
 */
public final class TypedChat<T> {
    private static final int LONGEST_NAME = 64;
    private static final int EXCERPT = 80;

    private final Chat chat;
    private final Binding binding;
    private final Class<T> type;
    private final int repairs;
    private final boolean requireParameters;
    private final UnaryOperator<CallOptions> options;

    TypedChat(Chat chat, Binding binding, Class<T> type) {
        this(chat, binding, type, 1, true, UnaryOperator.identity());
    }

    private TypedChat(
            Chat chat,
            Binding binding,
            Class<T> type,
            int repairs,
            boolean requireParameters,
            UnaryOperator<CallOptions> options) {
        this.chat = chat;
        this.binding = binding;
        this.type = type;
        this.repairs = repairs;
        this.requireParameters = requireParameters;
        this.options = options;
    }

    /**
     * How often the model is asked to mend an answer that can't be read, which it is then told why; once is the default.
     * Each time costs what its answer costs. Streams are never mended.
     *
     * @throws IllegalArgumentException for a number below zero
     */
    public TypedChat<T> repairs(int repairs) {
        if (repairs < 0) {
            throw new IllegalArgumentException("repairs is " + repairs);
        }
        return new TypedChat<>(chat, binding, type, repairs, requireParameters, options);
    }

    /** Whether to set {@code provider.require_parameters}; not to is for servers that know no such member. */
    public TypedChat<T> requireParameters(boolean requireParameters) {
        return new TypedChat<>(chat, binding, type, repairs, requireParameters, options);
    }

    /** With other options than the client's, derived from them. */
    public TypedChat<T> options(UnaryOperator<CallOptions> change) {
        return new TypedChat<>(chat, binding, type, repairs, requireParameters, change);
    }

    /** The answer's value; as {@link #answer}. */
    public T ask(ChatRequest request) {
        return answer(request).value();
    }

    /**
     * The answer, waited for on the calling thread.
     *
     * @throws TypedAnswerException where it can't be read as the type, and mending it did not help
     * @throws OpenRouterException as {@link Chat#complete(ChatRequest)} does; where that was while mending an answer, the
     *     exception with that answer is among the {@linkplain Throwable#getSuppressed() suppressed} ones
     * @throws BindException where the type can't be described
     */
    public TypedAnswer<T> answer(ChatRequest request) {
        ChatRequest asked = asking(request);
        List<ChatCompletion> completions = new ArrayList<>();
        TypedAnswerException unread = null;
        for (int left = repairs; true; left--) {
            completions.add(complete(asked, unread));
            try {
                return new TypedAnswer<>(read(completions), completions);
            } catch (TypedAnswerException e) {
                unread = e;
            }
            ChatRequest repair = left == 0 ? null : repair(asked, unread);
            if (repair == null) {
                throw unread;
            }
            asked = repair;
        }
    }

    /** The answer as it grows; the request is sent when it is first read. The caller closes it. */
    public TypedStream<T> stream(ChatRequest request) {
        return new TypedStream<>(chat.stream(asking(request), options), this);
    }

    private ChatCompletion complete(ChatRequest asked, @Nullable TypedAnswerException unread) {
        try {
            return chat.complete(asked, options);
        } catch (OpenRouterException e) {
            if (unread != null) {
                e.addSuppressed(unread);
            }
            throw e;
        }
    }

    private ChatRequest asking(ChatRequest request) {
        JsonObject given = request.parameters();
        ChatRequest asked = request;
        if (!given.has("response_format")) {
            asked = asked.responseFormat(ResponseFormat.jsonSchema(name(type), binding.schema(type), true));
        }
        JsonObject provider = given.has("provider") ? given.object("provider") : JsonObject.EMPTY;
        if (requireParameters && provider != null && !provider.has("require_parameters")) {
            asked = asked.provider(new ProviderPreferences(provider).requireParameters(true));
        }
        return asked;
    }

    /** The schema's name: the API takes letters and digits of ASCII, dashes and underscores. */
    private static String name(Class<?> type) {
        var name = new StringBuilder(type.getSimpleName());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 0x80 || !Character.isLetterOrDigit(c)) {
                name.setCharAt(i, '_');
            }
        }
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }

    /** The request that tells the model what is wrong with its answer; null where that can't help or can't be sent. */
    private @Nullable ChatRequest repair(ChatRequest asked, TypedAnswerException unread) {
        ChatCompletion wrong = unread.completion();
        boolean pending = !wrong.toolCalls().isEmpty(); // a call that has no result can't be followed by a question
        if (unread.getClass() != TypedAnswerException.class
                || unread.getCause() != null
                || pending
                || asked.messages().isEmpty()) {
            return null;
        }
        Message.Assistant message = wrong.message();
        Message told =
                Message.user("Your answer can't be used:\n- " + TypedAnswerException.inWords(unread.problems(), "\n- ")
                        + "\nGive the whole answer again as JSON by the schema, mended, and nothing else.");
        if (message == null || message.text().isBlank()) {
            return asked.add(told);
        }
        return asked.add(message.role() == null ? Message.assistant(message.text()) : message, told);
    }

    /** The value that the last one of these holds. */
    T read(List<ChatCompletion> completions) {
        ChatCompletion last = completions.getLast();
        Message.Assistant message = last.message();
        String refusal = message == null || message.refusal() == null ? "" : message.refusal();
        if (!refusal.isEmpty() || FinishReason.CONTENT_FILTER.equals(last.finishReason())) {
            throw new RefusedAnswerException(refusal, completions);
        }
        List<Problem> problems;
        RuntimeException unexpected = null;
        try {
            Json json = AnswerJson.in(last.text());
            if (json != null) {
                return binding.read(json, type);
            }
            problems = List.of(new Problem("$", "is missing: " + absence(last)));
        } catch (BindException e) {
            problems = e.problems();
        } catch (JsonException e) {
            problems = List.of(new Problem(e.path(), "is no JSON: " + e.problem() + " at byte " + e.offset()));
        } catch (RuntimeException e) { // a type's own, or a binding's: what was answered is not to be lost for it
            problems = List.of(new Problem("$", "can't be read: " + e));
            unexpected = e;
        }
        if (FinishReason.LENGTH.equals(last.finishReason())) {
            throw new CutAnswerException(problems, completions);
        }
        throw new TypedAnswerException(type, problems, completions, unexpected);
    }

    private static String absence(ChatCompletion answer) {
        String text = answer.text().strip();
        if (!answer.toolCalls().isEmpty()) {
            return "the model calls tools instead";
        }
        return text.isEmpty()
                ? "the answer is empty"
                : "no JSON object is in \"" + (text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text)
                        + "\"";
    }

    /**
     * The value of a part of the answer.
     *
     * @throws TypedAnswerException where it does not match, with paths from the answer's begin
     */
    <V> V read(Json part, Class<V> as, String path, TypedStream<?> from) {
        try {
            return binding.read(part, as);
        } catch (BindException e) {
            String begin = path.startsWith("$") ? path : "$." + path;
            List<Problem> problems = new ArrayList<>();
            for (Problem problem : e.problems()) {
                problems.add(new Problem(begin + problem.path().substring(1), problem.what()));
            }
            throw new TypedAnswerException(as, problems, List.of(from.completion()), null);
        } catch (RuntimeException e) {
            var problem = new Problem(path.startsWith("$") ? path : "$." + path, "can't be read: " + e);
            throw new TypedAnswerException(as, List.of(problem), List.of(from.completion()), e);
        }
    }
}
