package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Wires.event;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tool calls put together from their pieces, as real servers send them. */
class ToolCallMergeTest {

    @Test
    void piecesOfAnIndexAreOneCall() {
        assertCalls("a:f({\"x\":1})", """
            {"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}
            {"index":0,"function":{"arguments":"{\\"x\\""}}
            {"index":0,"function":{"arguments":":1}"}}
            """);
    }

    @Test
    void interleavedCallsKeepToTheirIndex() {
        assertCalls("a:f({\"x\":1}) b:g({\"y\":2})", """
            {"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\""}}
            {"index":1,"id":"b","type":"function","function":{"name":"g","arguments":"{\\"y\\""}}
            {"index":0,"function":{"arguments":":1}"}}
            {"index":1,"function":{"arguments":":2}"}}
            """);
    }

    @Test
    void indexMayStartAtOneOrSkipAndOrderIsThatOfAppearance() {
        assertCalls("b:g({}) a:f({})", """
            {"index":7,"id":"b","function":{"name":"g","arguments":"{"}}
            {"index":1,"id":"a","function":{"name":"f","arguments":"{}"}}
            {"index":7,"function":{"arguments":"}"}}
            """);
    }

    @Test
    void withoutAnIndexANewIdTellsACall() {
        assertCalls("a:f({\"x\":1}) b:f({\"x\":2})", """
            {"id":"a","function":{"name":"f","arguments":"{\\"x\\":1}"}}
            {"id":"b","function":{"name":"f","arguments":"{\\"x\\":2}"}}
            """);
        assertCalls("a:f({\"x\":1}) b:g({\"x\":2})", """
            {"id":"a","function":{"name":"f","arguments":"{\\"x\\""}}
            {"function":{"arguments":":1}"}}
            {"index":null,"id":"b","function":{"name":"g","arguments":"{\\"x\\""}}
            {"id":"b","function":{"arguments":":2}"}}
            """);
    }

    @Test
    void withoutAnIndexPiecesOfKnownIdsMayInterleave() {
        assertCalls("a:f({\"x\":1}) b:g({\"y\":2})", """
            {"id":"a","function":{"name":"f","arguments":"{\\"x\\""}}
            {"id":"b","function":{"name":"g","arguments":"{\\"y\\""}}
            {"id":"a","function":{"arguments":":1}"}}
            {"id":"b","function":{"arguments":":2}"}}
            """);
    }

    @Test
    void negativeIndexIsNone() {
        assertCalls("a:f({\"x\":1}) b:g({\"y\":2})", """
            {"index":-1,"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}}
            {"index":-1,"id":"b","type":"function","function":{"name":"g","arguments":"{\\"y\\":2}"}}
            """);
    }

    @Test
    void withoutIndexAndIdANameAfterAWholeCallTellsAnother() {
        assertCalls("call_0:f({\"x\":1}) call_1:f({\"x\":2}) call_2:g({})", """
            {"id":"","function":{"name":"f","arguments":"{\\"x\\":1}"}}
            {"id":"","function":{"name":"f","arguments":"{\\"x\\":2}"}}
            {"id":"","function":{"name":"g","arguments":""}}
            """);
    }

    @Test
    void withoutIndexAndIdAnotherNameTellsAnotherCall() {
        assertCalls("call_0:f({}) call_1:g({}) call_2:h({\"x\":1})", """
            {"function":{"name":"f","arguments":""}}
            {"function":{"name":"g"}}
            {"function":{"name":"h","arguments":"{\\"x\\":1}"}}
            """);
    }

    @Test
    void withoutIndexAndIdANameOfItsOwnPieceTellsAnotherCallOnceArgumentsFollow() {
        assertCalls("call_0:f({\"a\":1}) call_1:f({\"a\":2}) call_2:f({\"a\":3})", """
            {"function":{"name":"f","arguments":""}}
            {"function":{"arguments":"{\\"a\\":1}"}}
            {"function":{"name":"f"}}
            {"function":{"arguments":"{\\"a\\""}}
            {"function":{"arguments":":2}"}}
            {"function":{"name":"f","arguments":""}}
            {"function":{"arguments":""}}
            {"function":{"arguments":"{\\"a\\":3}"}}
            """);
        assertCalls("call_0:f({\"a\":1}) call_1:g({\"a\":2})", """
            {"function":{"arguments":"{\\"a\\":1}"}}
            {"function":{"name":"f"}}
            {"function":{"name":"f"}}
            {"function":{"name":"g","arguments":"{\\"a\\":2}"}}
            """);
    }

    @Test
    void withoutIndexAndIdANameInEveryPieceIsOneCall() {
        assertCalls("call_0:f({\"a\":\"}\"}\n)", """
            {"function":{"name":"f","arguments":""}}
            {"function":{"name":"f","arguments":"{\\"a\\":"}}
            {"function":{"name":"f","arguments":"\\"}"}}
            {"function":{"name":"f","arguments":"\\"}"}}
            {"function":{"name":"f","arguments":"\\n"}}
            {"function":{"name":"f","arguments":""}}
            {"function":{"name":"f"}}
            """);
    }

    @Test
    void oneIndexWithTwoNamesAfterCompleteArgumentsIsTwoCalls() {
        for (String id : new String[] {"\"\"", "null"}) {
            assertCalls("call_0:f({\"a\":1}) call_1:g({\"a\":2})", """
                {"index":0,"id":ID,"function":{"name":"f","arguments":"{\\"a\\":1}"}}
                {"index":0,"id":ID,"function":{"name":"g","arguments":"{\\"a\\""}}
                {"index":0,"id":ID,"function":{"name":"g","arguments":":2}"}}
                """.replace("ID", id));
        }
    }

    @Test
    void oneIndexWithTwoIdsIsTwoCalls() {
        assertCalls("a:f({\"x\":1}) b:f({\"x\":2})", """
            {"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}}
            {"index":0,"id":"b","type":"function","function":{"name":"f","arguments":"{\\"x\\":2}"}}
            """);
    }

    @Test
    void idFindsItsCallAmongThoseOfOneIndex() {
        assertCalls("a:f({\"x\":1}) b:g({\"y\":2})", """
            {"index":0,"id":"a","function":{"name":"f","arguments":"{\\"x\\":"}}
            {"index":0,"id":"b","function":{"name":"g","arguments":"{\\"y\\":"}}
            {"index":0,"id":"a","function":{"arguments":"1}"}}
            {"index":0,"id":"b","function":{"arguments":"2}"}}
            """);
    }

    @Test
    void completeArgumentsAreNotRuinedByAnotherIdOrName() {
        assertCalls("a:f({\"x\":1}) b:g({\"y\":2})", """
            {"index":0,"id":"a","function":{"name":"f","arguments":"{\\"x\\":1}"}}
            {"index":0,"id":"b","function":{"arguments":"{\\"y\\":2}"}}
            {"index":0,"id":"b","function":{"name":"g"}}
            """);
        assertCalls("a:f({\"x\":1}) call_1:g({\"y\":2})", """
            {"index":0,"id":"a","function":{"name":"f","arguments":"{\\"x\\":1}"}}
            {"index":0,"id":"a","function":{"name":"g","arguments":"{\\"y\\":2}"}}
            """);
    }

    @Test
    void idMayBeRepeatedNullOrEmptyLater() {
        for (String later : new String[] {"\"a\"", "null", "\"\""}) {
            assertCalls("a:f({\"x\":1})", """
                {"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\""}}
                {"index":0,"id":LATER,"type":"","function":{"name":null,"arguments":":1}"}}
                {"index":0,"id":LATER,"type":null,"function":{"name":"","arguments":""}}
                """.replace("LATER", later));
        }
    }

    @Test
    void nameMayBeRepeatedOrLate() {
        assertCalls("a:f({\"x\":1})", """
            {"index":0,"id":"a","function":{"name":"f","arguments":"{\\"x\\""}}
            {"index":0,"id":"a","function":{"name":"f","arguments":":1}"}}
            """);
        assertCalls("a:f({\"x\":1})", """
            {"index":0,"id":"a","function":{"arguments":"{\\"x\\""}}
            {"index":0,"function":{"arguments":":1}"}}
            {"index":0,"function":{"name":"f"}}
            """);
        assertCalls("a:f({\"x\":1})", """
            {"function":{"arguments":"{\\"x\\":1}"}}
            {"id":"a","function":{"name":"f"}}
            """);
    }

    @Test
    void callWithoutArgumentsGetsAnEmptyObject() {
        for (String function : new String[] {
            "{\"name\":\"f\"}",
            "{\"name\":\"f\",\"arguments\":null}",
            "{\"name\":\"f\",\"arguments\":\"\"}",
            "{\"name\":\"f\",\"arguments\":\" \"}"
        }) {
            assertCalls("a:f({})", "{\"index\":0,\"id\":\"a\",\"function\":" + function + "}");
        }
    }

    @Test
    void callWithoutAnyFunctionIsStillACall() {
        ChatCompletion whole = merged("{\"index\":0,\"id\":\"a\",\"type\":\"custom\",\"custom\":{\"input\":\"x\"}}");
        ToolCall call = whole.toolCalls().getFirst();
        assertEquals("custom", call.type());
        assertNull(call.function());
        assertEquals("x", call.extra().object("custom").string("input"));
    }

    @Test
    void customCallInPiecesIsOneCall() {
        ChatCompletion whole = merged("""
            {"index":0,"id":"a","type":"custom","custom":{"name":"sql","input":""}}
            {"index":0,"custom":{"name":"","input":"SELECT "}}
            {"index":0,"custom":{"input":null,"mode":"ro"}}
            {"index":0,"custom":{"name":null,"input":"1"}}
            """);
        assertEquals(
                "{\"name\":\"sql\",\"input\":\"SELECT 1\",\"mode\":\"ro\"}",
                whole.toolCalls().getFirst().extra().object("custom").toText());
    }

    @Test
    void placeholderBeforeTheArgumentsIsDropped() {
        assertCalls("a:f({\"x\":1})", """
            {"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}
            {"index":0,"function":{"arguments":"{\\"x\\":1}"}}
            """);
        assertCalls("a:f({\"x\":1})", """
            {"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}
            {"index":0,"function":{"arguments":"{\\"x\\""}}
            {"index":0,"function":{"arguments":":1}"}}
            """);
        assertCalls("a:f({})", "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}");
    }

    @Test
    void argumentsThatAreSentAgainAndAgainAreTakenOnce() {
        assertCalls("a:f({\"x\":12})", """
            {"index":0,"id":"a","function":{"name":"f","arguments":"{\\"x\\""}}
            {"index":0,"function":{"arguments":"{\\"x\\":1"}}
            {"index":0,"function":{"arguments":"{\\"x\\":12}"}}
            """);
        assertCalls("a:f({\"x\":12})", """
            {"index":0,"id":"a","function":{"name":"f","arguments":"{\\"x\\":12}"}}
            {"index":0,"id":"a","function":{"name":"f","arguments":"{\\"x\\":12}"}}
            """);
    }

    @Test
    void argumentsKeepTheModelsOwnText() {
        assertCalls(
                "a:f( {\"b\": 1.0,\n\"a\": \"\u00e9\"} )",
                "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\" {\\\"b\\\": 1.0,\\n"
                        + "\\\"a\\\": \\\"\\u00e9\\\"} \"}}");
    }

    @Test
    void argumentsSentAsAnObjectAreItsText() {
        assertCalls(
                "a:f({\"x\":1})", "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":{\"x\":1}}}");
    }

    @Test
    void everyCallOfAWholeAnswerHasAnIdOfItsOwn() {
        ChatCompletion whole = merged("""
            {"index":0,"id":"call_1","function":{"name":"f","arguments":"{}"}}
            {"index":1,"id":"call_1","function":{"name":"g","arguments":"{}"}}
            {"index":2,"function":{"name":"h","arguments":"{}"}}
            """);
        var ids = new HashSet<String>();
        whole.toolCalls().forEach(call -> assertTrue(ids.add(call.id()), call::toString));
        assertEquals(3, ids.size());
        assertEquals("call_1", whole.toolCalls().getFirst().id());
    }

    @Test
    void answerThatIsCutOffKeepsTheArgumentsAsTheyCame() {
        for (String arguments : new String[] {"", "{", "{\\\"x\\\":", "{}{"}) {
            String body = calls("{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"" + arguments + "\"}}");
            ChatStream stream = stream(body);
            var end = assertThrows(StreamInterruptedException.class, () -> stream.forEach(chunk -> {}));
            ToolCall call = end.completion().toolCalls().getFirst();
            assertEquals(arguments.replace("\\", ""), call.arguments());
            assertNull(call.id());
        }
    }

    @Test
    void blanksThatCameAsArgumentsOfACallOfAnotherTypeAreKept() {
        ChatStream stream =
                stream(calls("{\"index\":0,\"id\":\"a\",\"type\":\"other\",\"function\":{\"arguments\":\" \\n\"}}"));
        var end = assertThrows(StreamInterruptedException.class, () -> stream.forEach(chunk -> {}));
        assertEquals(" \n", end.completion().toolCalls().getFirst().arguments());
    }

    @Test
    void argumentsThatNeverBecomeJsonAreNotHidden() {
        assertCalls(
                "a:f({\"x\":)",
                "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":\"}}");
    }

    @Test
    void manyPiecesThatRepeatTheNameMergeInOneGo() {
        int many = 80_000;
        String first = delta("{\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\\\"\"}}");
        String more = delta("{\"function\":{\"name\":\"f\",\"arguments\":\"{x}\"}}");
        ChatStream stream = stream(first + more.repeat(many));
        assertTimeout(
                ofSeconds(10), () -> assertThrows(StreamInterruptedException.class, () -> stream.forEach(c -> {})));
        assertEquals(1, stream.completion().toolCalls().size());
        assertEquals(
                6 + 3 * many,
                stream.completion().toolCalls().getFirst().arguments().length());
    }

    @Test
    void turnOfToolCallsOnlyHasNoContent() {
        ChatCompletion whole = merged("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}");
        assertNull(whole.message().content());
        assertFalse(whole.message().toJson().contains("content"), whole.message()::toJson);
    }

    @Test
    void mergedCallsCarryNoIndex() {
        ChatCompletion whole = merged("{\"index\":3,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}");
        assertNull(whole.toolCalls().getFirst().index());
        assertEquals("function", whole.toolCalls().getFirst().type());
    }

    private static void assertCalls(String expected, String pieces) {
        for (String body : List.of(calls(pieces), together(pieces))) {
            ChatStream stream = stream(body + Wires.finish("tool_calls"));
            stream.forEach(chunk -> {});
            var told = stream.completion().toolCalls().stream()
                    .map(call -> call.id() + ":" + call.name() + "(" + call.arguments() + ")")
                    .toList();
            assertEquals(expected, String.join(" ", told));
        }
    }

    private static ChatCompletion merged(String pieces) {
        ChatStream stream = stream(calls(pieces) + Wires.finish("stop"));
        stream.forEach(chunk -> {});
        return stream.completion();
    }

    /** One chunk for each line. */
    private static String calls(String pieces) {
        var body = new StringBuilder();
        pieces.lines().forEach(piece -> body.append(delta(piece)));
        return body.toString();
    }

    /** All lines in one delta. */
    private static String together(String pieces) {
        return delta(String.join(",", pieces.lines().toList()));
    }

    private static String delta(String toolCalls) {
        return event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\",\"tool_calls\":[" + toolCalls + "]}}]}");
    }

    private static ChatStream stream(String body) {
        return ChatStream.of(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
