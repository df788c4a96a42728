package io.github.openrouterjava.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.server.LocalOpenRouter;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    @Test
    void anAnswerIsStreamed() throws Exception {
        String output = run("StreamAnAnswer", "offline/demo");
        assertTrue(output.contains("offline demo") && output.contains("stop, CompletionUsage["), output);
    }

    @Test
    void aConversationIsHeld() throws Exception {
        String output = run("HoldAConversation", "offline/echo");
        assertTrue(output.contains("Name a river.") && output.contains("And where does it end?"), output);
    }

    @Test
    void anAnswerIsStopped() throws Exception {
        String output = run("StopAnAnswer", "offline/lorem:tokens=100000,tps=50");
        assertTrue(output.matches("(?s).*\\nStopped after \\d+ characters\\.\\n"), output);
    }

    private static String run(String example, String model) throws Exception {
        try (var server = LocalOpenRouter.builder().port(0).anyModel(model).start()) {
            return Program.output("", "io.github.openrouterjava.examples." + example, server.baseUrl());
        }
    }
}
