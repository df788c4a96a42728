package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code offline/demo}: looks a question up in this project's docs, by way of all that a stream can hold.
 *
 * <p>Where the request offers tools it calls the first, with what the question has in `backquotes` for every text that must
 * be given, or else with the whole question; then it quotes what the tool answered.
 */
final class Demo {
    static final String NAME = "offline/demo";

    private static final String WHO = "This is the offline demo, not a language model: ";
    private static final String REAL =
            "For an answer from a real model, set OPENROUTER_API_KEY (a key comes from https://openrouter.ai/keys) and "
                    + "ask again with a model such as openrouter/auto.";

    private Demo() {}

    static Iterator<Piece> answer(Ask ask) {
        var answer = new PacedAnswer();
        Tool tool = Tool.chosen(ask.body());
        String role = String.valueOf(ask.last().string("role"));
        if (tool != null && role.equals("user")) {
            String quoted = quoted(ask.question());
            answer.reasoning("The request offers tools. I cannot judge which one fits, so I call " + tool.name()
                    + (quoted.isEmpty()
                            ? " with arguments that its schema allows."
                            : " with what the question has in backquotes."));
            answer.toolCall(
                    tool.name(),
                    tool.arguments(quoted.isEmpty() ? ask.question() : quoted).toText());
            return answer.finish("tool_calls");
        }
        JsonObject schema = schema(ask.body());
        if (role.equals("tool") && schema == null) {
            answer.reasoning("The tool has answered; passing it on.");
            answer.text(WHO + "I called the tool to show the way of a tool call, and it answered:\n\n"
                    + results(ask.messages()) + "\n\nA model would now make a sentence of that. " + REAL);
            return answer.finish("stop");
        }
        if (schema != null) {
            answer.reasoning(
                    "The request wants JSON by a schema. I am no language model, so I give the first that it allows, "
                            + "with the question for every text.");
            answer.text(Tool.value(schema, ask.question()).toText());
        } else {
            lookUp(ask.question(), answer);
        }
        return answer.finish("stop");
    }

    /** What stands between the first two backquotes, or an empty text. */
    private static String quoted(String question) {
        int from = question.indexOf('`');
        int to = question.indexOf('`', from + 1);
        return from < 0 || to < 0 ? "" : question.substring(from + 1, to).strip();
    }

    private static @Nullable JsonObject schema(JsonObject request) {
        JsonObject format = request.object("response_format");
        JsonObject named = format == null ? null : format.object("json_schema");
        return named == null ? null : named.object("schema");
    }

    private static void lookUp(String question, PacedAnswer answer) {
        List<String> words = Search.words(question);
        // With no telling word in it ("what is this?") the question is about the whole.
        String query = words.isEmpty() ? "offline demo" : String.join(" ", words);
        answer.reasoning((words.isEmpty()
                        ? "The question has no telling word"
                        : "The question has the words " + String.join(", ", words))
                + "; looking them up in my own docs.");
        answer.toolCall("search_docs", JsonObject.of("query", Json.of(query)).toText());
        Section found = Library.SEARCH.best(query);
        if (found == null) {
            answer.text(WHO + "I know this SDK's own docs and nothing else, and they have no answer to “"
                    + shortened(question) + "”. What you see is real all the same: the reasoning, a tool call and these"
                    + " words came as the event stream that openrouter.ai would send.\n\n"
                    + "I can tell you, for example:\n" + "- How do I set the key?\n" + "- How can a stream end?\n"
                    + "- What are the five lines of Java?\n\n" + REAL);
        } else {
            answer.text(WHO + "I look things up in this SDK's docs. " + REAL + "\n\nFrom " + found.page() + ", “"
                    + found.heading() + "”:\n\n" + found.excerpt());
        }
    }

    /** What the tools answered to the last call, in their order. */
    private static String results(List<JsonObject> messages) {
        int from = messages.size();
        while (from > 0 && "tool".equals(messages.get(from - 1).string("role"))) {
            from--;
        }
        return String.join(
                "\n",
                messages.subList(from, messages.size()).stream()
                        .map(message -> "> " + Ask.text(message).replace("\n", "\n> "))
                        .toList());
    }

    private static String shortened(String question) {
        String line = question.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= 80
                ? line
                : line.substring(0, line.offsetByCodePoints(0, 79)) + "…";
    }

    /** Read when the first question is asked, then kept. */
    private static final class Library {
        static final Search SEARCH = new Search(Docs.pages());
    }
}
