package io.github.openrouterjava.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.offline.Answer;
import io.github.openrouterjava.offline.Script;
import io.github.openrouterjava.server.LocalOpenRouter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
    private static final String PACKAGE = "io.github.openrouterjava.examples.";

    @TempDir
    Path folder;

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

    @Test
    void aToolIsCalled() throws Exception {
        String output = scripted("CallATool", """
                - when: {tool: ""}
                  then: [{text: "Yes, it is."}, {usage: {total_tokens: 30}}]
                - then:
                  - tool_call: {name: get_weather, arguments: {city: Paris, unit: CELSIUS}}
                  - tool_call: {name: get_weather, arguments: {city: Paris, unit: KELVIN}}
                  - usage: {total_tokens: 12}
                """);
        assertTrue(output.contains("get_weather {\"city\":\"Paris\",\"unit\":\"CELSIUS\"}"), output);
        assertTrue(output.contains("  {\"degrees\":21,\"sky\":\"sunny\"}"), output);
        assertTrue(output.contains("failed: ToolFailure[kind=BAD_ARGUMENTS") && output.contains("KELVIN"), output);
        assertTrue(output.endsWith("Yes, it is.\nANSWERED, 42 tokens\n"), output);
    }

    @Test
    void aTableIsStreamed() throws Exception {
        String output = scripted("StreamATable", """
                - then:
                  - pace_ms: 1
                  - text: '{"rivers":[{"name":"Volga","kilometers":3530,"countries":["RU"]},'
                  - text: '{"name":"Danube","kilometers":2850.0,"countries":["DE","AT"]}]}'
                """);
        assertTrue(output.contains("Volga        3530 km  [RU]") && output.endsWith("2 rivers\n"), output);
    }

    @Test
    void aConversationIsResumedInAnotherProcess() throws Exception {
        try (var server = LocalOpenRouter.builder()
                .port(0)
                .anyModel("offline/script")
                .script(Script.parse("pay.yaml", """
                        - {when: {tool: "paid 4711"}, then: [{text: "It is paid."}]}
                        - {when: {user: "4711"}, then: [{tool_call: {name: pay, arguments: {number: "4711"}}}]}
                        """))
                .start()) {
            String main = PACKAGE + "ApproveLater";
            String file = folder.resolve("conversation.json").toString();
            assertEquals("waiting: {\"number\":\"4711\"}\n", Program.output("", main, server.baseUrl(), file));
            assertEquals("It is paid.\n", Program.output("", main, server.baseUrl(), file));
        }
    }

    @Test
    void aKilledRunGoesOnFromItsLastStep() throws Exception {
        Answer.Steps paris = Answer.of().toolCall("book", "{\"name\":\"Paris\"}");
        Answer.Steps rome = Answer.of("And now Rome.\n").toolCall("book", "{\"name\":\"Rome\"}");
        var answers = new ArrayDeque<>(List.of(paris, rome.stall(), rome, Answer.of("Have a good trip.\n")));
        try (var server = LocalOpenRouter.builder()
                .port(0)
                .anyModel("offline/script")
                .script(request -> answers.remove())
                .start()) {
            String main = PACKAGE + "ResumeAfterACrash";
            String file = folder.resolve("conversation.json").toString();
            Process killed = Program.builder("", main, server.baseUrl(), file).start();
            try (var lines = killed.inputReader()) {
                assertEquals("booked Paris", lines.readLine());
                assertEquals("And now Rome.", lines.readLine()); // half an answer, which is not kept
            } finally {
                killed.destroyForcibly().waitFor();
            }
            assertEquals(
                    "And now Rome.\nbooked Rome\nHave a good trip.\n",
                    Program.output("", main, server.baseUrl(), file));
        }
    }

    private static String scripted(String example, String script) throws Exception {
        try (var server = LocalOpenRouter.builder()
                .port(0)
                .anyModel("offline/script")
                .script(Script.parse(example, script))
                .start()) {
            return Program.output("", PACKAGE + example, server.baseUrl());
        }
    }

    private static String run(String example, String model) throws Exception {
        try (var server = LocalOpenRouter.builder().port(0).anyModel(model).start()) {
            return Program.output("", PACKAGE + example, server.baseUrl());
        }
    }
}
