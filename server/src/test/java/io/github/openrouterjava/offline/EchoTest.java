package io.github.openrouterjava.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EchoTest {
    @Test
    void theRequestComesBackAsItWasSent() throws Exception {
        String request = " {\"stream\" : true,\n"
                + "\t\"model\":\"offline/echo\", \"temperature\":1.0e0,"
                + " \"x\":{\"b\":1,\"a\":[]},\"messages\":[{\"role\":\"user\",\"content\":\"Grüße, \\ud83d"
                + " 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀\"}]} ";
        Response answer = Response.to(request);
        assertEquals(request, answer.text());
        assertEquals("stop", answer.finishReason());
        for (var delta : answer.deltas()) {
            assertTrue(delta.path("content").asText().length() <= 21);
        }
    }

    @Test
    void toolsOfTheRequestAreNotCalled() throws Exception {
        String request = Response.request(
                "offline/echo", "Hi", ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]");
        assertEquals(request, Response.to(request).text());
    }
}
