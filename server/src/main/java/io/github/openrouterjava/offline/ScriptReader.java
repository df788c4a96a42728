package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes rules of what is written in a script. */
final class ScriptReader {
    private static final long LONGEST_PAUSE = 3_600_000;
    private static final List<String> STEPS = List.of(
            "text",
            "reasoning",
            "tool_call",
            "pause_ms",
            "pace_ms",
            "usage",
            "finish",
            "raw",
            "malformed",
            "error",
            "cut",
            "stall");

    private ScriptReader() {}

    static List<Rule> rules(Written script) {
        var rules = new ArrayList<Rule>();
        for (Written written : script.elements("rules")) {
            Map<String, Written> rule = written.members(List.of("when", "then", "times"));
            Written when = rule.get("when");
            Written times = rule.get("times");
            rules.add(new Rule(
                    when == null ? When.ALWAYS : when(when),
                    answer(written.needed(rule, "then")),
                    new AtomicLong(times == null ? Long.MAX_VALUE : times.whole(1, Long.MAX_VALUE))));
        }
        if (rules.isEmpty()) {
            throw script.wrong("there is no rule");
        }
        return List.copyOf(rules);
    }

    private static When when(Written written) {
        Map<String, Written> when = written.members(List.of("user", "system", "tool", "turn", "model", "body"));
        Written turn = when.get("turn");
        Written body = when.get("body");
        return new When(
                pattern(when.get("user")),
                pattern(when.get("system")),
                pattern(when.get("tool")),
                pattern(when.get("model")),
                turn == null ? null : turn.whole(1, Long.MAX_VALUE),
                body == null ? null : body.object());
    }

    private static @Nullable Pattern pattern(@Nullable Written written) {
        return written == null ? null : written.pattern();
    }

    private static Answer answer(Written then) {
        Answer answer = Answer.of();
        for (Written step : then.elements("steps")) {
            if (!(answer instanceof Answer.Steps steps)) {
                throw step.wrong("nothing can come behind an error in place of the answer");
            }
            boolean first = step.path().getLast().equals(0);
            try {
                answer = step.value() instanceof JsonString ? with(steps, step.text(), step) : with(steps, step, first);
            } catch (IllegalStateException over) {
                throw step.wrong("nothing can come behind an error, cut or stall");
            }
        }
        return answer;
    }

    private static Answer.Steps with(Answer.Steps steps, String word, Written step) {
        return switch (word) {
            case "cut" -> steps.cut();
            case "stall" -> steps.stall();
            case "malformed" -> steps.malformed();
            default -> throw step.wrong("there is no step '" + word + "' alone; there are cut, stall and malformed");
        };
    }

    private static Answer with(Answer.Steps steps, Written step, boolean first) {
        Map<String, Written> members = step.members(STEPS);
        if (members.size() != 1) {
            throw step.wrong("a step is one of " + STEPS + ", and these are " + members.keySet());
        }
        Written given = members.values().iterator().next();
        return switch (members.keySet().iterator().next()) {
            case "text" -> steps.text(given.text());
            case "reasoning" -> steps.reasoning(given.text());
            case "tool_call" -> toolCall(steps, given);
            case "pause_ms" -> steps.pause(Duration.ofMillis(given.whole(0, LONGEST_PAUSE)));
            case "pace_ms" -> steps.pace(Duration.ofMillis(given.whole(0, LONGEST_PAUSE)));
            case "usage" -> steps.usage(given.object());
            case "finish" -> steps.finish(given.text());
            case "raw" ->
                steps.raw(
                        given.value() instanceof JsonString
                                ? given.text()
                                : given.object().toText());
            case "error" -> error(steps, given, first);
            default -> {
                if (!(given.value() instanceof JsonNull)) {
                    throw given.wrong("takes nothing");
                }
                yield with(steps, members.keySet().iterator().next(), step);
            }
        };
    }

    private static Answer toolCall(Answer.Steps steps, Written written) {
        Map<String, Written> call = written.members(List.of("name", "arguments"));
        String name = written.needed(call, "name").text();
        Written arguments = call.get("arguments");
        if (arguments == null) {
            return steps.toolCall(name, JsonObject.EMPTY);
        }
        return arguments.value() instanceof JsonString
                ? steps.toolCall(name, arguments.text())
                : steps.toolCall(name, arguments.object());
    }

    private static Answer error(Answer.Steps steps, Written written, boolean first) {
        Map<String, Written> error = written.members(List.of("code", "message", "metadata", "retry_after"));
        Written code = written.needed(error, "code");
        String message = written.needed(error, "message").text();
        Written metadata = error.get("metadata");
        JsonObject more = metadata == null ? JsonObject.EMPTY : metadata.object();
        Written wait = error.get("retry_after");
        if (first) {
            return new Answer.Refused(
                    (int) code.whole(400, 599),
                    message,
                    more,
                    wait == null ? null : Duration.ofSeconds(wait.whole(0, Integer.MAX_VALUE)));
        }
        if (wait != null) {
            throw wait.wrong("is a header, which is sent already: it is for an error that is the first step");
        }
        return steps.error((int) code.whole(0, Integer.MAX_VALUE), message, more);
    }
}
