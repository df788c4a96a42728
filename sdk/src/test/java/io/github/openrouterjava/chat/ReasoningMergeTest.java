package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.MergeTest.deltas;
import static io.github.openrouterjava.chat.MergeTest.merged;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.json.Json;
import org.junit.jupiter.api.Test;

/** Reasoning put together so that a provider takes it back. */
class ReasoningMergeTest {

    @Test
    void piecesOfABlockAreOneAndItsSignatureMayComeAloneAndLate() {
        assertDetails("""
            [{"type":"reasoning.text","text":"The sky","signature":"sig","format":"anthropic-claude-v1","index":0}]
            """, """
            {"type":"reasoning.text","text":"The ","format":"anthropic-claude-v1","index":0}
            {"type":"reasoning.text","text":"sky","format":"anthropic-claude-v1","index":0}
            {"type":"reasoning.text","signature":"sig","format":"anthropic-claude-v1","index":0}
            """);
    }

    @Test
    void lateSignatureFindsItsBlockAfterContentHasStarted() {
        ChatCompletion whole = merged(deltas("""
            {"reasoning_details":[{"type":"reasoning.text","text":"r","index":0}]}
            {"content":"a"}
            {"reasoning_details":[{"type":"reasoning.text","signature":"sig"}]}
            {"content":"b"}
            """));
        assertEquals("ab", whole.text());
        assertEquals(1, whole.message().reasoningDetails().size());
        assertTrue(whole.toJson().contains("\"sig\""), whole::toJson);
    }

    @Test
    void blocksOfTwoIndicesStayTwo() {
        assertDetails("""
            [{"type":"reasoning.text","text":"ab","signature":"s1","index":0},
             {"type":"reasoning.text","text":"cd","signature":"s2","index":1}]
            """, """
            {"type":"reasoning.text","text":"a","index":0}
            {"type":"reasoning.text","text":"c","index":1}
            {"type":"reasoning.text","text":"b","index":0}
            {"type":"reasoning.text","text":"d","index":1}
            {"type":"reasoning.text","signature":"s1","index":0}
            {"type":"reasoning.text","signature":"s2","index":1}
            """);
    }

    @Test
    void withoutAnIndexASignedBlockIsClosed() {
        assertDetails("""
            [{"type":"reasoning.text","text":"ab","signature":"s1"},
             {"type":"reasoning.text","text":"cd","signature":"s2"}]
            """, """
            {"type":"reasoning.text","text":"a"}
            {"type":"reasoning.text","text":"b"}
            {"type":"reasoning.text","text":"","signature":"s1"}
            {"type":"reasoning.text","text":"c"}
            {"type":"reasoning.text","text":"d","signature":"s2"}
            """);
    }

    @Test
    void withoutAnIndexAnotherIdIsAnotherBlock() {
        assertDetails("""
            [{"type":"reasoning.summary","summary":"ab","id":"1"},{"type":"reasoning.summary","summary":"c","id":"2"}]
            """, """
            {"type":"reasoning.summary","summary":"a","id":"1"}
            {"type":"reasoning.summary","summary":"b"}
            {"type":"reasoning.summary","summary":"c","id":"2"}
            """);
    }

    @Test
    void summariesAreOneBlockForEachIndex() {
        assertDetails("""
            [{"type":"reasoning.summary","summary":"**Plan** it","format":"openai-responses-v1","index":0},
             {"type":"reasoning.encrypted","data":"xyz","id":"rs_1","format":"openai-responses-v1","index":0}]
            """, """
            {"type":"reasoning.summary","summary":"**Plan**","format":"openai-responses-v1","index":0}
            {"type":"reasoning.summary","summary":" it","format":"openai-responses-v1","index":0}
            {"type":"reasoning.encrypted","data":"xyz","id":"rs_1","format":"openai-responses-v1","index":0}
            """);
    }

    @Test
    void encryptedDataIsNotJoinedUnlessIndexAndIdSaySo() {
        assertDetails("""
            [{"type":"reasoning.encrypted","data":"a"},{"type":"reasoning.encrypted","data":"b"},
             {"type":"reasoning.encrypted","data":"c","id":"1","index":0},
             {"type":"reasoning.encrypted","data":"dd","id":"2","index":0}]
            """, """
            {"type":"reasoning.encrypted","data":"a"}
            {"type":"reasoning.encrypted","data":"b"}
            {"type":"reasoning.encrypted","data":"c","id":"1","index":0}
            {"type":"reasoning.encrypted","data":"d","id":"2","index":0}
            {"type":"reasoning.encrypted","data":"d","id":"2","index":0}
            """);
    }

    @Test
    void textMayBeMissingInAPiece() {
        assertDetails("[{\"type\":\"reasoning.text\",\"text\":\"a\",\"index\":0}]", """
            {"type":"reasoning.text","index":0}
            {"type":"reasoning.text","text":null,"index":0}
            {"type":"reasoning.text","text":"a","index":0}
            """);
    }

    @Test
    void formatAndIdMayComeLate() {
        assertDetails("[{\"type\":\"reasoning.text\",\"text\":\"ab\",\"id\":\"i\",\"format\":\"f\",\"index\":0}]", """
            {"type":"reasoning.text","text":"a","format":null,"index":0}
            {"type":"reasoning.text","text":"b","format":"f","id":"i","index":0}
            """);
    }

    @Test
    void blankSignatureIdAndFormatAreNone() {
        assertDetails(
                "[{\"type\":\"reasoning.text\",\"text\":\"ab\",\"signature\":\"s\",\"id\":\"r1\",\"format\":\"f\"}]",
                """
                {"type":"reasoning.text","text":"a","signature":"","id":"","format":""}
                {"type":"reasoning.text","text":"b","signature":"","id":"r1","format":"f"}
                {"type":"reasoning.text","signature":"s","id":"","format":""}
                {"type":"reasoning.text","text":"","signature":"","id":"","format":""}
                """);
        assertDetails("[{\"type\":\"reasoning.summary\",\"summary\":\"ab\",\"id\":\"r1\",\"index\":0}]", """
            {"type":"reasoning.summary","summary":"a","id":"","index":0}
            {"type":"reasoning.summary","summary":"b","id":"r1","index":0}
            {"type":"reasoning.summary","summary":"","id":"","index":0}
            """);
    }

    @Test
    void unknownTypesAndMembersStayAsTheyCame() {
        assertDetails("""
            [{"type":"reasoning.text","text":"ab","index":0,"provider":"Acme"},{"type":"reasoning.new","data":{"x":1}},
             {"type":"reasoning.new","data":{"x":1}}]
            """, """
            {"type":"reasoning.text","text":"a","index":0,"provider":"Acme"}
            {"type":"reasoning.new","data":{"x":1}}
            {"type":"reasoning.text","text":"b","index":0}
            {"type":"reasoning.new","data":{"x":1}}
            """);
    }

    @Test
    void reasoningAndItsDetailsAreNotToldTwice() {
        ChatCompletion whole = merged(deltas("""
            {"reasoning":"The ","reasoning_details":[{"type":"reasoning.text","text":"The ","index":0}]}
            {"reasoning":"sky","reasoning_details":[{"type":"reasoning.text","text":"sky","index":0}]}
            """));
        assertEquals("The sky", whole.reasoning());
        assertEquals("The sky", whole.message().reasoning());
    }

    @Test
    void reasoningThatChangesItsNameIsToldWhole() {
        ChatCompletion whole = merged(deltas("""
            {"reasoning":"The "}
            {"reasoning_details":[{"type":"reasoning.text","text":"sky ","index":0}]}
            {"reasoning_content":"is blue"}
            """));
        assertEquals("The sky is blue", whole.reasoning());
    }

    @Test
    void detailsAloneAreReasoningToo() {
        assertEquals("The sky", merged(deltas("""
            {"reasoning_details":[{"type":"reasoning.text","text":"The ","index":0}]}
            {"reasoning_details":[{"type":"reasoning.text","text":"sky","index":0}]}
            """)).reasoning());
    }

    @Test
    void reasoningContentKeepsItsName() {
        ChatCompletion whole = merged(deltas("""
            {"reasoning_content":"The ","content":null}
            {"reasoning_content":"sky"}
            {"reasoning_content":null,"content":"a"}
            """));
        assertEquals("The sky", whole.reasoning());
        assertEquals("The sky", whole.message().reasoningContent());
        assertEquals("a", whole.text());
        assertTrue(whole.message().toJson().contains("\"reasoning_content\":\"The sky\""), whole::toJson);
        assertFalse(whole.message().toJson().contains("\"reasoning\""), whole::toJson);
    }

    @Test
    void explicitEmptyListIsKeptUnlessDetailsCome() {
        assertTrue(merged(deltas("{\"content\":\"a\",\"reasoning_details\":[]}"))
                .message()
                .toJson()
                .contains("\"reasoning_details\":[]"));
        String json = merged(deltas("""
            {"content":"","reasoning_details":[]}
            {"reasoning_details":[{"type":"reasoning.text","text":"r","index":0}]}
            {"content":"a","reasoning_details":[]}
            """)).message().toJson();
        assertFalse(json.contains("\"reasoning_details\":[]"), json);
        assertTrue(json.contains("\"reasoning_details\":[{"), json);
        assertFalse(merged(deltas("{\"content\":\"a\"}")).message().toJson().contains("reasoning"));
    }

    private static void assertDetails(String expected, String pieces) {
        var deltas = new StringBuilder();
        pieces.lines().forEach(piece -> deltas.append("{\"reasoning_details\":[" + piece + "]}\n"));
        assertMerged(expected, deltas.toString());
        assertMerged(
                expected,
                "{\"reasoning_details\":[" + String.join(",", pieces.lines().toList()) + "]}");
    }

    private static void assertMerged(String expected, String deltas) {
        Json message = Json.parse(merged(deltas(deltas)).message().toJson());
        assertEquals(
                Json.parse(expected), ((io.github.openrouterjava.json.JsonObject) message).get("reasoning_details"));
    }
}
