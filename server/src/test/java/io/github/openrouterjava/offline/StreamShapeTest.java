package io.github.openrouterjava.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the answers of all models have in common on the wire. */
@Execution(ExecutionMode.CONCURRENT) // each answer takes its time, and none minds the others
class StreamShapeTest {
    @ParameterizedTest
    @ValueSource(strings = {"offline/demo", "offline/echo", "offline/lorem:tokens=5,tps=0"})
    void aStreamHasOpenRoutersShape(String model) throws Exception {
        Response answer = Response.to(Response.request(model, "How do I set the key?", ""));

        assertEquals(200, answer.head().status());
        assertEquals("text/event-stream", answer.head().headers().first("content-type"));
        String id = answer.head().headers().first("x-generation-id");
        assertTrue(id.startsWith("gen-"), id);

        List<String> blocks = answer.blocks();
        assertEquals(": OPENROUTER PROCESSING", blocks.getFirst());
        assertEquals("data: [DONE]", blocks.getLast());
        assertTrue(answer.body().endsWith("data: [DONE]\n\n"));

        List<JsonNode> chunks = answer.chunks();
        assertEquals(blocks.size() - 2, chunks.size());
        for (JsonNode chunk : chunks) {
            assertEquals(id, chunk.path("id").asText());
            assertEquals("chat.completion.chunk", chunk.path("object").asText());
            assertEquals("Offline", chunk.path("provider").asText());
            assertEquals(model.split(":")[0], chunk.path("model").asText());
            assertTrue(Math.abs(chunk.path("created").asLong() - System.currentTimeMillis() / 1000) < 60);
        }
        assertEquals("assistant", answer.deltas().getFirst().path("role").asText());
        assertEquals(1, answer.deltas().stream().filter(d -> d.has("role")).count());
        assertFalse(answer.text().isEmpty());
    }

    @Test
    void finishThenUsageThenDone() throws Exception {
        Response answer = Response.to(Response.request("offline/echo", "Hi", ""));
        JsonNode finish = answer.chunks().get(answer.chunks().size() - 2).at("/choices/0");
        assertEquals("stop", finish.path("finish_reason").asText());
        assertEquals("stop", finish.path("native_finish_reason").asText());
        JsonNode last = answer.chunks().getLast();
        assertTrue(last.path("choices").isArray() && last.path("choices").isEmpty());
        assertEquals(1, answer.chunks().stream().filter(c -> c.has("usage")).count());
        assertTrue(last.has("usage"));
    }

    @Test
    void usageIsATokenPerFourCharacters() throws Exception {
        Response answer = Response.to(Response.request("offline/echo", "12345", ""));
        long completion = (answer.text().length() + 3) / 4;
        assertEquals(2, answer.usage().path("prompt_tokens").asLong());
        assertEquals(completion, answer.usage().path("completion_tokens").asLong());
        assertEquals(completion + 2, answer.usage().path("total_tokens").asLong());
        assertEquals(
                0,
                answer.usage().at("/completion_tokens_details/reasoning_tokens").asLong(-1));
        assertTrue(answer.usage().path("cost").isNumber());
        assertEquals(0, answer.usage().path("cost").asDouble());
    }

    @Test
    void aTextOfSeveralPartsIsReadWhole() throws Exception {
        Response answer = Response.to("{\"model\":\"offline/echo\",\"stream\":true,\"messages\":[{\"role\":\"user\","
                + "\"content\":[{\"type\":\"text\",\"text\":\"1234\"},{\"type\":\"image_url\"},"
                + "{\"type\":\"text\",\"text\":\"5\"}]}]}");
        assertEquals(2, answer.usage().path("prompt_tokens").asLong());
    }

    @Test
    void eachAnswerHasItsOwnId() throws Exception {
        String request = Response.request("offline/echo", "Hi", "");
        assertNotEquals(
                Response.to(request).head().headers().first("x-generation-id"),
                Response.to(request).head().headers().first("x-generation-id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream\":false", ",\"stream\":null"})
    void withoutStreamTheAnswerIsOneBody(String stream) throws Exception {
        String request =
                "{\"model\":\"offline/demo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + stream + "}";
        Response answer = Response.to(request);
        assertEquals("application/json", answer.head().headers().first("content-type"));
        JsonNode body = answer.json();
        assertEquals("chat.completion", body.path("object").asText());
        assertEquals(
                answer.head().headers().first("x-generation-id"),
                body.path("id").asText());
        JsonNode choice = body.at("/choices/0");
        assertEquals("stop", choice.path("finish_reason").asText());
        JsonNode message = choice.path("message");
        assertEquals("assistant", message.path("role").asText());
        assertFalse(message.path("content").asText().isEmpty());
        assertEquals(
                message.path("reasoning").asText(),
                message.at("/reasoning_details/0/text").asText());
        JsonNode call = message.at("/tool_calls/0");
        assertEquals("search_docs", call.at("/function/name").asText());
        assertTrue(
                Response.JSON.readTree(call.at("/function/arguments").asText()).has("query"));
        assertFalse(call.has("index"));
        JsonNode usage = body.path("usage");
        assertEquals(
                usage.path("prompt_tokens").asLong()
                        + usage.path("completion_tokens").asLong(),
                usage.path("total_tokens").asLong());
    }

    @Test
    void theBodyOfOneAnswerIsTheTextOfItsStream() throws Exception {
        String streamed =
                Response.request("offline/lorem", "Hi", ",\"offline\":{\"tokens\":300,\"tokens_per_second\":0}");
        String whole = streamed.replace("\"stream\":true", "\"stream\":false");
        assertEquals(
                Response.to(streamed).text(),
                Response.to(whole).json().at("/choices/0/message/content").asText());
    }
}
