package io.github.openrouterjava.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoremTest {
    @Test
    void aSeedGivesATextAndItsPaceDoesNotChangeIt() throws Exception {
        String text = lorem("offline/lorem:tokens=50,tps=0,seed=7", "").text();
        assertEquals(text, lorem("offline/lorem:tokens=50,tps=0,seed=7", "").text());
        assertEquals(
                text,
                lorem("offline/lorem:tokens=50,tps=5000,jitter=0.9,seed=7", "").text());
        assertNotEquals(text, lorem("offline/lorem:tokens=50,tps=0,seed=8", "").text());
    }

    @Test
    void eachTokenIsAChunkAndCounted() throws Exception {
        Response answer = lorem("offline/lorem", ",\"offline\":{\"tokens\":123,\"tokens_per_second\":0}");
        assertEquals(123, answer.usage().path("completion_tokens").asInt());
        assertEquals(123, answer.text().split(" ").length);
        assertEquals(124, answer.deltas().size());
        assertEquals("stop", answer.finishReason());
    }

    @Test
    void theSuffixOverrulesTheMember() throws Exception {
        Response answer = lorem("offline/lorem:tokens=3", ",\"offline\":{\"tokens\":9,\"tps\":0}");
        assertEquals(3, answer.usage().path("completion_tokens").asInt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "max_tokens":4                                | 4  | length
        "max_completion_tokens":4                     | 4  | length
        "max_tokens":7,"max_completion_tokens":5      | 5  | length
        "max_tokens":10                               | 10 | stop
        "max_tokens":99,"max_completion_tokens":null  | 10 | stop
        """)
    void aSmallerLimitCuts(String limit, int tokens, String reason) throws Exception {
        Response answer = lorem("offline/lorem:tokens=10,tps=0", "," + limit);
        assertEquals(tokens, answer.usage().path("completion_tokens").asInt());
        assertEquals(reason, answer.finishReason());
        assertTrue(lorem("offline/lorem:tokens=10,tps=0", "").text().startsWith(answer.text()));
    }

    @Test
    void noTokensIsAnEmptyAnswer() throws Exception {
        Response answer = lorem("offline/lorem:tokens=0", "");
        assertEquals("", answer.text());
        assertEquals("stop", answer.finishReason());
        assertEquals("assistant", answer.deltas().getFirst().path("role").asText());
    }

    @Test
    void thePaceIsKept() throws Exception {
        long start = System.nanoTime();
        lorem("offline/lorem:tokens=21,tps=50,jitter=0,ttft_ms=100", "");
        double seconds = (System.nanoTime() - start) / 1e9;
        assertTrue(seconds >= 0.5, seconds + " s");
    }

    @Test
    void aLongWaitForTheFirstTokenIsFilledWithComments() throws Exception {
        Response answer = lorem("offline/lorem:tokens=1,ttft=900", "");
        assertEquals(
                3,
                answer.blocks().stream()
                        .filter(": OPENROUTER PROCESSING"::equals)
                        .count());
    }

    private static Response lorem(String model, String more) throws IOException {
        return Response.to(Response.request(model, "Hi", more));
    }
}
