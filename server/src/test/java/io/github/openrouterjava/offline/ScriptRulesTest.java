package io.github.openrouterjava.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.yaml.Yaml;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rule of a script answers, and what is said of a script that is none. */
class ScriptRulesTest {
    private static final String SYSTEM = "{role: system, content: You are a pirate.}";
    private static final String USER = "{role: user, content: What is the weather in Oslo?}";
    private static final String CALL = "{role: assistant, tool_calls: [{id: a}]}";
    private static final String RESULT = "{role: tool, tool_call_id: a, content: 12 degrees}";

    private static JsonObject request(String... messages) {
        String yaml = "{model: openai/gpt-5, temperature: 0.0, tools: [{type: function, function: {name: a}}, "
                + "{type: function, function: {name: b}}], messages: [" + String.join(", ", messages) + "]}";
        return (JsonObject) Yaml.parse("request", yaml);
    }

    private static boolean holds(String when, JsonObject request) {
        Script script = Script.parse("talk.yaml", "[{when: " + when + ", then: []}]");
        return script.answer(request) instanceof Answer.Steps;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                                       | true
        {user: weather}                                          | true
        {user: Weather}                                          | false
        {user: pirate}                                           | false
        {user: ""}                                               | true
        {user: '/in \\w+\\?$/'}                                  | true
        {user: '/WEATHER/i'}                                     | true
        {user: '/WEATHER/'}                                      | false
        {system: pirate}                                         | true
        {system: weather}                                        | false
        {tool: ""}                                               | false
        {turn: 1}                                                | true
        {turn: 2}                                                | false
        {model: gpt-5}                                           | true
        {model: '/^gpt/'}                                        | false
        {user: weather, system: sailor}                          | false
        {user: weather, system: pirate, turn: 1, model: openai/} | true
        {body: {temperature: 0}}                                 | true
        {body: {temperature: 1}}                                 | false
        {body: {seed: null}}                                     | true
        {body: {tools: [{function: {name: b}}]}}                 | true
        {body: {tools: [{function: {name: c}}]}}                 | false
        """)
    void aConditionIsHeldAgainstTheRequest(String when, boolean holds) {
        assertEquals(holds, holds(when, request(SYSTEM, USER)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {user: weather}              | false
        {tool: ""}                   | true
        {tool: 12 degrees}           | true
        {tool: 7 degrees}            | true
        {tool: 13 degrees}           | false
        {tool: "", user: weather}    | true
        {tool: "", user: tides}      | false
        {turn: 2}                    | true
        """)
    void behindAToolsResultAQuestionCountsOnlyTogetherWithIt(String when, boolean holds) {
        assertEquals(holds, holds(when, request(USER, CALL, RESULT.replace("12", "7"), RESULT)));
    }

    @Test
    void aResultBeforeTheLastQuestionIsOver() {
        JsonObject request = request(USER, CALL, RESULT, "{role: assistant, content: 12}", "{role: user, content: Ta}");
        assertTrue(holds("{user: Ta, turn: 3}", request));
        assertTrue(!holds("{tool: ''}", request));
    }

    @Test
    void theFirstRuleThatMatchesAnswers() {
        Script script = Script.parse("talk.yaml", """
            - {when: {user: tides}, then: [{error: {code: 400, message: one}}]}
            - {when: {user: weather}, then: [{error: {code: 401, message: two}}]}
            - {then: [{error: {code: 402, message: three}}]}
            """);
        assertEquals(
                401,
                assertInstanceOf(Answer.Refused.class, script.answer(request(USER)))
                        .status());
    }

    @Test
    void aRuleWithTimesAnswersSoOftenAndIsPassedThen() {
        Script script = Script.parse("talk.yaml", """
            - {times: 2, then: [{error: {code: 503, message: busy}}]}
            - {then: [{text: Hi}]}
            """);
        assertInstanceOf(Answer.Refused.class, script.answer(request(USER)));
        assertInstanceOf(Answer.Refused.class, script.answer(request(USER)));
        assertInstanceOf(Answer.Steps.class, script.answer(request(USER)));
    }

    @Test
    void aRequestThatNoRuleIsForIsShown() {
        Script script = Script.parse("talk.yaml", "[{when: {user: tides}, then: []}, {when: {turn: 9}, then: []}]");
        var refused = assertInstanceOf(Answer.Refused.class, script.answer(request(USER)));
        assertEquals(404, refused.status());
        assertTrue(refused.message().contains("2 rules"), refused.message());
        assertTrue(refused.message().contains("What is the weather in Oslo?"), refused.message());
    }

    @Test
    void jsonIsAScriptToo() {
        Script script = Script.parse("talk.json", "[{\"when\": {\"user\": \"weather\"}, \"then\": [\"cut\"]}]");
        assertInstanceOf(Answer.Steps.class, script.answer(request(USER)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        - then: [                                                  | line 1
        - then: []\\n  then: []                                    | 'then' stands twice
        then: []                                                   | line 1: must be a list of rules
        []                                                         | line 1: there is no rule
        - {}                                                       | line 1: rule 1: needs a then
        - then: []\\n- then: []\\n  whem: {}                       | line 3: rule 2, whem: there is no such thing
        - then: []\\n  when: {usr: a}                              | line 2: rule 1, when, usr: there is no such thing
        - when: {user: 7}\\n  then: []                             | line 1: rule 1, when, user: must be a text, not 7
        - when: {user: /(/}\\n  then: []                           | rule 1, when, user: is no regular expression
        - when: {turn: 0}\\n  then: []                             | rule 1, when, turn: must be a whole number from 1
        - when: {body: a}\\n  then: []                             | rule 1, when, body: must be an object, not "a"
        - times: 0\\n  then: []                                    | rule 1, times: must be a whole number from 1
        - then: Hello                                              | rule 1, then: must be a list of steps
        - then: [Hello]                                            | rule 1, then, step 1: there is no step 'Hello'
        - then: [7]                                                | rule 1, then, step 1: must have members
        - then:\\n  - text: a\\n  - txt: b                         | line 3: rule 1, then, step 2, txt: there is no such
        - then: [{text: a, cut: null}]                             | rule 1, then, step 1: a step is one of
        - then: [{text: 7}]                                        | rule 1, then, step 1, text: must be a text, not 7
        - then: [{pause_ms: -1}]                                   | step 1, pause_ms: must be a whole number from 0
        - then: [{tool_call: {arguments: {}}}]                     | step 1, tool_call: needs a name
        - then: [{tool_call: {name: a, arguments: 7}}]             | step 1, tool_call, arguments: must be an object
        - then: [{usage: 7}]                                       | step 1, usage: must be an object
        - then: [{error: {code: 429}}]                             | step 1, error: needs a message
        - then: [{error: {code: 200, message: a}}]                 | step 1, error, code: must be a whole number from 400
        - then: [{text: a}, {error: {code: 1, message: a, retry_after: 1}}] | step 2, error, retry_after: is a header
        - then: [{error: {code: 400, message: a}}, {text: b}]      | step 2: nothing can come behind an error
        - then: [cut, {text: b}]                                   | step 2: nothing can come behind
        - then: [{stall: 5}]                                       | step 1, stall: takes nothing
        """)
    void aScriptThatIsWrongIsToldWhere(String text, String problem) {
        String yaml = text.translateEscapes();
        var wrong = assertThrows(IllegalArgumentException.class, () -> Script.parse("talk.yaml", yaml));
        assertTrue(wrong.getMessage().startsWith("talk.yaml"), wrong.getMessage());
        assertTrue(wrong.getMessage().contains(problem), wrong.getMessage());
        assertEquals(1, wrong.getMessage().lines().count(), wrong.getMessage());
    }

    @Test
    void aFileIsReadAndNamedWhereItIsWrong(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("talk.yaml"), "- then: [{text: Grüße}]");
        assertEquals(
                "Answer.of().text(\"Grüße\")",
                Script.read(file).answer(request(USER)).toString());
        assertThrows(NoSuchFileException.class, () -> Script.read(folder.resolve("none.yaml")));
        Files.write(file, new byte[] {'-', (byte) 0xff});
        var wrong = assertThrows(IllegalArgumentException.class, () -> Script.read(file));
        assertTrue(wrong.getMessage().contains(file + " is not written in UTF-8"), wrong.getMessage());
    }

    @Test
    void theStepsOfAProgramAreHeldToTheSameOrder() {
        Answer.Steps cut = Answer.of("Hi").cut();
        assertThrows(IllegalStateException.class, () -> cut.text("more"));
        assertThrows(
                IllegalStateException.class, () -> Answer.of().raw("[DONE]").raw("more"));
        assertThrows(
                IllegalStateException.class,
                () -> Answer.of().error(502, "gone").cut());
        assertThrows(IllegalArgumentException.class, () -> Answer.refused(200, "fine"));
        assertThrows(IllegalArgumentException.class, () -> Answer.of().pause(Duration.ofMillis(-1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline/script", "offline/script:x"})
    void withoutAScriptTheModelSaysSo(String model) throws Exception {
        Response refused = Response.to(Response.request(model, "Hi", ""));
        assertEquals(404, refused.head().status());
        assertTrue(refused.body().contains("offline/script"), refused.body());
        assertThrows(IllegalArgumentException.class, () -> new OfflineTransport("offline/script"));
    }

    @Test
    void anAnswerNamesTheModelThatWasAskedFor() throws Exception {
        Answers model = request ->
                Answer.of(Json.of(String.valueOf(request.string("model"))).toText());
        try (var exchange = new OfflineTransport("offline/script", model)
                .open(Response.post(Response.request("any/model", "Hi", "")))) {
            Response response = Response.read(exchange);
            assertEquals("\"any/model\"", response.text());
            assertEquals("any/model", response.chunks().getFirst().path("model").asText());
        }
    }
}
