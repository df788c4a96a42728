package io.github.openrouterjava.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT) // each answer takes its time, and none minds the others
class DemoTest {
    private static final String TOOLS = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
            + "\"parameters\":{\"type\":\"object\",\"required\":[\"city\",\"unit\",\"days\",\"spots\",\"now\",\"at\"],"
            + "\"properties\":{\"city\":{\"type\":\"string\"},\"unit\":{\"enum\":[\"celsius\",\"kelvin\"]},"
            + "\"days\":{\"type\":\"integer\"},\"spots\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
            + "\"now\":{\"type\":[\"boolean\",\"null\"]},\"at\":{\"type\":\"object\",\"required\":[\"lat\"],"
            + "\"properties\":{\"lat\":{\"type\":\"number\"}}},\"note\":{\"type\":\"string\"}}}}},"
            + "{\"type\":\"function\",\"function\":{\"name\":\"get_time\"}}]";

    @Test
    void reasoningThenToolCallThenText() throws Exception {
        Response answer = ask("How can a stream end?");
        var order = new ArrayList<String>();
        for (JsonNode delta : answer.deltas()) {
            String kind = delta.has("reasoning")
                    ? "reasoning"
                    : delta.has("tool_calls")
                            ? "tool"
                            : delta.path("content").asText().isEmpty() ? "" : "text";
            if (!kind.isEmpty() && (order.isEmpty() || !order.getLast().equals(kind))) {
                order.add(kind);
            }
        }
        assertEquals(List.of("reasoning", "tool", "text"), order);
        assertEquals("stop", answer.finishReason());
        assertEquals(answer.joined("/reasoning"), answer.joined("/reasoning_details/0/text"));
        assertTrue(answer.joined("/reasoning").contains("stream, end"), answer.joined("/reasoning"));
        assertTrue(
                answer.usage().at("/completion_tokens_details/reasoning_tokens").asInt() > 0);
    }

    @Test
    void theToolCallComesInFragments() throws Exception {
        var calls = ask("How can a stream end?").deltas().stream()
                .map(d -> d.at("/tool_calls/0"))
                .filter(c -> !c.isMissingNode())
                .toList();
        JsonNode first = calls.getFirst();
        assertEquals("search_docs", first.at("/function/name").asText());
        assertEquals("function", first.path("type").asText());
        assertEquals("", first.at("/function/arguments").asText("none"));
        assertTrue(first.path("id").asText().startsWith("call_"));
        var arguments = new StringBuilder();
        for (JsonNode call : calls) {
            assertEquals(0, call.path("index").asInt(-1));
            assertEquals(call == first, call.has("id"));
            arguments.append(call.at("/function/arguments").asText());
        }
        assertTrue(calls.size() > 2);
        assertEquals(
                "stream end",
                Response.JSON.readTree(arguments.toString()).path("query").asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        How do I set the key?               | OPENROUTER_API_KEY
        where does my API key go            | OPENROUTER_API_KEY
        How can a stream end?               | StreamInterruptedException
        What are the five lines of Java?    | OpenRouter.create()
        How do I cancel a running stream?   | close
        How do I talk to a real model?      | -m
        What's a timeout?                   | StreamTimeoutException
        what is openrouter-java             | SDK
        What is this?                       | offline
        """)
    void questionsOnTheSdkAreAnsweredFromItsDocs(String question, String expected) throws Exception {
        String text = ask(question).text();
        assertTrue(text.contains(expected), text);
        assertTrue(text.contains("From ") && text.contains("not a language model"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Why is the sky blue?", "Write a poem about cats", "Who was the king of France in Java?", "Hi"})
    void whatTheDocsDoNotKnowIsSaid(String question) throws Exception {
        String text = ask(question).text();
        assertTrue(text.contains("not a language model") && text.contains("OPENROUTER_API_KEY"), text);
        if (!question.equals("Hi")) {
            assertFalse(text.contains("From "), text);
            int words = text.split("\\s+").length;
            assertTrue(words >= 60 && words <= 130, words + " words: " + text);
        }
    }

    @Test
    void aLongQuestionIsNotRepeatedWhole() throws Exception {
        String text = ask("zebra ".repeat(10_000)).text();
        assertTrue(text.length() < 1500);
    }

    @Test
    void withToolsTheFirstIsCalledWithWhatItsSchemaAllows() throws Exception {
        Response answer = Response.to(Response.request("offline/demo", "Paris", TOOLS));
        assertEquals("tool_calls", answer.finishReason());
        assertEquals("get_weather", answer.joined("/tool_calls/0/function/name"));
        assertEquals(
                Response.JSON.readTree("{\"city\":\"Paris\",\"unit\":\"celsius\",\"days\":1,\"spots\":[\"Paris\"],"
                        + "\"now\":true,\"at\":{\"lat\":1}}"),
                Response.JSON.readTree(answer.joined("/tool_calls/0/function/arguments")));
        assertEquals("", answer.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        What is in `ls -l` here? | ls -l
        `date` and `ls`          | date
        Mind the ` alone         | Mind the ` alone
        Nothing in `` there      | Nothing in `` there
        """)
    void aToolGetsWhatTheQuestionHasInBackquotes(String question, String given) throws Exception {
        String tool = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"shell\",\"parameters\":{\"type\":"
                + "\"object\",\"required\":[\"command\"],\"properties\":{\"command\":{\"type\":\"string\"}}}}}]";
        Response answer = Response.to(Response.request("offline/demo", question, tool));
        JsonNode arguments = Response.JSON.readTree(answer.joined("/tool_calls/0/function/arguments"));
        assertEquals(given, arguments.path("command").asText());
    }

    @Test
    void aToolCallAloneHasNoContentInABody() throws Exception {
        String request = Response.request("offline/demo", "Paris", TOOLS).replace("\"stream\":true,", "");
        JsonNode choice = Response.to(request).json().at("/choices/0");
        assertTrue(choice.at("/message/content").isNull());
        assertEquals(
                "get_weather", choice.at("/message/tool_calls/0/function/name").asText());
    }

    @Test
    void theChosenToolIsCalled() throws Exception {
        String choice = ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"get_time\"}}";
        Response answer = Response.to(Response.request("offline/demo", "Paris", TOOLS + choice));
        assertEquals("get_time", answer.joined("/tool_calls/0/function/name"));
        assertEquals("{}", answer.joined("/tool_calls/0/function/arguments"));
    }

    @Test
    void toolChoiceNoneCallsNoTool() throws Exception {
        Response answer =
                Response.to(Response.request("offline/demo", "Set the key", TOOLS + ",\"tool_choice\":\"none\""));
        assertEquals("stop", answer.finishReason());
        assertEquals("search_docs", answer.joined("/tool_calls/0/function/name"));
    }

    @Test
    void theToolsResultsAreQuoted() throws Exception {
        Response answer = Response.to("{\"model\":\"offline/demo\",\"stream\":true,\"messages\":["
                + "{\"role\":\"user\",\"content\":\"Paris\"},{\"role\":\"assistant\",\"tool_calls\":[]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"21 degrees\"},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"2\",\"content\":\"no wind\"}]" + TOOLS + "}");
        assertEquals("stop", answer.finishReason());
        assertTrue(answer.text().contains("21 degrees\n> no wind"), answer.text());
        assertEquals("", answer.joined("/tool_calls/0/function/name"));
    }

    @Test
    void anAnswerTakesOneToTwoSeconds() throws Exception {
        long start = System.nanoTime();
        ask("How can a stream end?");
        double seconds = (System.nanoTime() - start) / 1e9;
        assertTrue(seconds > 0.8, seconds + " s");
        // Above, a busy machine has its say: this only tells a pace from a stall.
        assertTrue(seconds < 10, seconds + " s");
    }

    @Test
    void afterAToolJsonThatIsAskedForComesByItsSchema() throws Exception {
        Response answer = Response.to("{\"model\":\"offline/demo\",\"stream\":true,\"messages\":["
                + "{\"role\":\"user\",\"content\":\"Paris\"},{\"role\":\"assistant\",\"tool_calls\":[]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"21 degrees\"}],\"response_format\":{\"type\":"
                + "\"json_schema\",\"json_schema\":{\"schema\":{\"type\":\"object\",\"required\":[\"city\"]}}}" + TOOLS
                + "}");
        assertEquals("{\"city\":\"Paris\"}", answer.text());
    }

    private static Response ask(String question) throws Exception {
        return Response.to(Response.request("offline/demo", question, ""));
    }
}
