package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Wires.DONE;
import static io.github.openrouterjava.chat.Wires.event;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Chunks put together to a completion: each quirk of real servers, and what it comes to. */
class MergeTest {

    // The envelope

    @Test
    void firstValuesThatAreNotBlankCount() {
        ChatCompletion whole = merged("""
            {"id":"","created":0,"model":"","choices":[]}
            {"id":"gen-1","object":"chat.completion.chunk","created":5,"model":"m","provider":"Acme"}
            {"id":"stub","created":6,"model":"n","provider":"Other","system_fingerprint":"fp","service_tier":"flex"}
            """);
        assertEquals("gen-1", whole.id());
        assertEquals(5, whole.created());
        assertEquals("m", whole.model());
        assertEquals("Acme", whole.provider());
        assertEquals("fp", whole.systemFingerprint());
        assertEquals("flex", whole.serviceTier());
        assertEquals("chat.completion", whole.object());
    }

    @Test
    void numericIdIsItsText() {
        assertEquals("17", merged("{\"id\":17,\"choices\":[]}").id());
    }

    @Test
    void unknownMembersAreCarriedOver() {
        ChatCompletion whole = merged("""
            {"choices":[{"index":0,"delta":{"content":"a","channel":"final"},"matched_stop":3}],"x_groq":{"id":"r"}}
            {"choices":[],"citations":["https://example.com"]}
            """);
        assertEquals("r", whole.extra().object("x_groq").string("id"));
        assertNotNull(whole.extra().array("citations"));
        assertEquals(
                3, whole.choices().getFirst().extra().number("matched_stop").toLong());
        assertEquals("final", whole.message().extra().string("channel"));
    }

    @Test
    void functionCallOfOldComesInPieces() {
        ChatCompletion whole = merged("""
            {"choices":[{"index":0,"delta":{"function_call":{"name":"f","arguments":""}}}]}
            {"choices":[{"index":0,"delta":{"function_call":{"arguments":"{\\"x\\""}}}]}
            {"choices":[{"index":0,"delta":{"function_call":{"arguments":":1}"}}}]}
            {"choices":[{"index":0,"delta":{"function_call":null},"finish_reason":"function_call"}]}
            """);
        JsonObject call = whole.message().extra().object("function_call");
        assertEquals("f", call.string("name"));
        assertEquals("{\"x\":1}", call.string("arguments"));
    }

    @Test
    void errorAsDeepAsADocumentMayBeIsATreeThoughItStandsDeeperInTheCompletion() {
        String deep = "{\"object\":\"error\",\"message\":\"m\",\"raw\":" + "[".repeat(511) + "]".repeat(511) + "}";
        ChatStream stream = ChatStream.of(new ByteArrayInputStream(event(deep).getBytes(StandardCharsets.UTF_8)));
        var end = assertThrows(StreamErrorException.class, () -> stream.forEach(chunk -> {}));
        JsonObject error = ((JsonObject) end.completion().toTree()).object("error");
        assertEquals("m", error.string("message"));
    }

    // Usage

    @Test
    void lastUsageCountsAndIsNotSummed() {
        ChatCompletion whole = merged("""
            {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}
            {"choices":[],"usage":null}
            {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5,"cost":0.5}}
            {"choices":[]}
            """);
        assertEquals(5, whole.usage().totalTokens());
        assertEquals("0.5", whole.usage().cost().toString());
    }

    @Test
    void usageWithoutCountsReplacesNone() {
        ChatCompletion whole = merged("""
            {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}
            {"choices":[],"usage":{"prompt_tokens":null,"completion_tokens":null,"total_tokens":null}}
            """);
        assertEquals(5, whole.usage().totalTokens());
        whole = merged(
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":null,\"completion_tokens\":null,\"total_tokens\":0}}");
        assertNull(whole.usage().promptTokens());
        assertEquals(0, whole.usage().totalTokens());
        whole = merged("""
            {"choices":[],"usage":{"prompt_tokens":null}}
            {"choices":[],"usage":{"cost":0.5}}
            """);
        assertEquals("0.5", whole.usage().cost().toString(), "nothing was counted before");
    }

    // Text

    @Test
    void contentThatIsNullEmptyOrAbsentIsNoText() {
        ChatCompletion whole = merged(deltas("""
            {"role":"assistant","content":null}
            {"content":""}
            {}
            {"role":"","content":"a"}
            {"role":null,"content":"b"}
            {"role":"assistant","content":"c"}
            """));
        assertEquals("abc", whole.text());
        assertEquals(Role.ASSISTANT, whole.message().role());
        assertEquals(
                "", merged(deltas("{\"content\":\"\"}")).message().content().text());
        assertNull(merged(deltas("{\"content\":null}")).message().content());
    }

    @Test
    void deltaMayBeMissingOrNull() {
        assertEquals("a", merged("""
            {"choices":[{"index":0,"delta":null}]}
            {"choices":[{"index":0,"finish_reason":null}]}
            {"choices":null}
            {"choices":[{"index":0,"delta":{"content":"a"}}]}
            """).text());
    }

    @Test
    void messageBesideTheDeltaIsNotReadTwice() {
        assertEquals("ab", merged("""
            {"choices":[{"index":0,"delta":{"content":"a"},"message":{"role":"assistant","content":"a"}}]}
            {"choices":[{"index":0,"delta":{"content":"b"},"message":{"role":"assistant","content":"ab"}}]}
            """).text());
    }

    @Test
    void halvesOfASurrogatePairMeet() {
        ChatCompletion whole = merged(deltas("""
            {"content":"a\\ud83d"}
            {"content":"\\ude00b"}
            """));
        assertEquals("a\ud83d\ude00b", whole.text());
        assertTrue(whole.toJson().contains("a\ud83d\ude00b"), whole::toJson);
    }

    @Test
    void refusalIsPutTogether() {
        assertEquals("I can't.", merged(deltas("""
            {"refusal":"I "}
            {"refusal":null}
            {"refusal":"can't."}
            """)).message().refusal());
    }

    @Test
    void contentArraysAreReadAsTextAndThinking() {
        ChatCompletion whole = merged(deltas("""
            {"content":[{"type":"thinking","thinking":[{"type":"text","text":"The "}]}]}
            {"content":[{"type":"thinking","thinking":[{"type":"text","text":"sky"}],"closed":true}]}
            {"content":[{"type":"text","text":"It "}]}
            {"content":"is."}
            """));
        assertEquals("It is.", whole.text());
        assertEquals("The sky", whole.reasoning());
    }

    @Test
    void contentPartsOfOtherKindsKeepTheirPlace() {
        ChatCompletion whole = merged(deltas("""
            {"content":"It "}
            {"content":[{"type":"text","text":"is"},{"type":"reference","reference_ids":[1]}]}
            {"content":[{"type":"thinking","thinking":"hm"},{"type":"image_url","image_url":{"url":"u"}}]}
            {"content":["x",null,{"type":7},{"type":"file","file":5}]}
            {"content":"."}
            """));
        assertEquals("It is.", whole.text());
        assertEquals("hm", whole.reasoning());
        JsonObject message = (JsonObject) Json.parse(whole.message().toJson());
        assertEquals(Json.parse("""
            [{"type":"text","text":"It is"},{"type":"reference","reference_ids":[1]},
             {"type":"image_url","image_url":{"url":"u"}},"x",null,{"type":7},{"type":"file","file":5},{"type":"text","text":"."}]
            """), message.get("content"));
    }

    // Choices and finish reasons

    @Test
    void choicesInterleaveByIndex() {
        ChatCompletion whole = merged("""
            {"choices":[{"index":1,"delta":{"content":"B"}},{"index":0,"delta":{"content":"A"}}]}
            {"choices":[{"index":1,"delta":{"content":"b"},"finish_reason":"length"}]}
            {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}
            """);
        assertEquals("Aa", whole.text());
        assertEquals(2, whole.choices().size());
        assertEquals("Bb", whole.choices().get(1).message().text());
        assertEquals(FinishReason.LENGTH, whole.choices().get(1).finishReason());
    }

    @Test
    void choiceWithoutIndexIsTheFirst() {
        assertEquals("ab", merged("""
            {"choices":[{"delta":{"content":"a"}}]}
            {"choices":[{"index":0,"delta":{"content":"b"}}]}
            """).text());
    }

    @Test
    void firstFinishReasonThatSaysSomethingCounts() {
        ChatCompletion whole = merged("""
            {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"","native_finish_reason":""}]}
            {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls","native_finish_reason":"STOP"}]}
            {"choices":[{"index":0,"delta":{},"finish_reason":"stop","native_finish_reason":"x"}]}
            {"choices":[{"index":0,"delta":{"content":"b"},"finish_reason":"tool_calls"}]}
            """);
        assertEquals(FinishReason.TOOL_CALLS, whole.finishReason());
        assertEquals("STOP", whole.choices().getFirst().nativeFinishReason());
        assertEquals("ab", whole.text(), "what comes after a finish reason is not lost");
    }

    @Test
    void unknownFinishReasonIsKept() {
        assertEquals(
                "end_turn",
                merged("{\"choices\":[{\"index\":0,\"finish_reason\":\"end_turn\"}]}")
                        .finishReason()
                        .value());
    }

    // What comes beside text

    @Test
    void annotationsAreGatheredOnce() {
        String citation = "{\"type\":\"url_citation\",\"url_citation\":{\"url\":\"https://example.com/1\"}}";
        ChatCompletion whole = merged(deltas("{\"annotations\":[" + citation + "]}\n{\"annotations\":[" + citation
                + ",{\"type\":\"file_annotation\",\"x\":1}]}\n{\"annotations\":[]}\n"));
        assertEquals(2, whole.message().annotations().size());
    }

    @Test
    void imagesAreGathered() {
        ChatCompletion whole = merged(deltas("""
            {"content":"","images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]}
            {"images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,BB=="}}]}
            """));
        assertEquals(2, whole.message().images().size());
        assertEquals(
                "data:image/png;base64,BB==", whole.message().images().getLast().url());
    }

    @Test
    void audioPiecesAreOneText() {
        AudioOutput audio = merged(deltas("""
            {"audio":{"id":"audio_1","transcript":"He"}}
            {"audio":{"data":"AAB"}}
            {"audio":{"data":"BCC==","transcript":"llo"}}
            {"audio":{"expires_at":7}}
            """)).message().audio();
        assertEquals("audio_1", audio.id());
        assertEquals("AABBCC==", audio.data());
        assertEquals("Hello", audio.transcript());
        assertEquals(7, audio.expiresAt());
    }

    @Test
    void logprobsAreAppended() {
        ChatCompletion.Choice choice = merged("""
            {"choices":[{"index":0,"delta":{"content":"a"},"logprobs":{"content":[{"token":"a","logprob":-0.1}]}}]}
            {"choices":[{"index":0,"delta":{"content":"b"},"logprobs":null}]}
            {"choices":[{"index":0,"delta":{"content":"b"},"logprobs":-0.5}]}
            {"choices":[{"index":0,"delta":{},"logprobs":{"content":[{"token":"b","logprob":0}],"refusal":null}}]}
            """).choices().getFirst();
        assertEquals(2, choice.logprobs().content().size());
        assertEquals("b", choice.logprobs().content().getLast().token());
    }

    @Test
    void logprobsOfTheOldShapeAreAppendedToo() {
        ChatCompletion.Choice choice = merged("""
            {"choices":[{"index":0,"delta":{},"logprobs":{"tokens":["a"],"token_logprobs":[-0.1]}}]}
            {"choices":[{"index":0,"delta":{},"logprobs":{"tokens":["b"],"token_logprobs":[-0.5],"x":1}}]}
            {"choices":[{"index":0,"delta":{},"logprobs":{"tokens":null,"token_logprobs":null}}]}
            """).choices().getFirst();
        assertEquals(
                Json.parse("{\"tokens\":[\"a\",\"b\"],\"token_logprobs\":[-0.1,-0.5],\"x\":1}"),
                choice.logprobs().extra());
    }

    // All of it

    @Test
    void manyChunksMergeInOneGo() {
        int many = 100_000;
        String piece = event(
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\",\"reasoning\":\"y\",\"reasoning_details\":"
                        + "[{\"type\":\"reasoning.text\",\"text\":\"y\",\"index\":0}],\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\""
                        + " \"}}]}}]}");
        ChatStream stream =
                ChatStream.of(new ByteArrayInputStream((piece.repeat(many) + DONE).getBytes(StandardCharsets.UTF_8)));
        stream.forEach(chunk -> {});
        ChatCompletion whole = stream.completion();
        assertEquals(many, whole.text().length());
        assertEquals(many, whole.reasoning().length());
        assertEquals(many, whole.delivery().chunks());
        assertEquals(1, whole.message().reasoningDetails().size());
        assertEquals(1, whole.toolCalls().size());
    }

    @Test
    void manyChoicesMergeInOneGo() {
        int many = 16_000;
        var body = new StringBuilder();
        for (int i = 0; i < many; i++) {
            body.append(
                    "{\"choices\":[{\"index\":" + i + ",\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n");
        }
        assertEquals(
                many,
                assertTimeout(ofSeconds(3), () -> merged(body.toString()))
                        .choices()
                        .size());
    }

    @Test
    void manyUnknownNamesMergeInOneGo() {
        int many = 16_000;
        var body = new StringBuilder();
        for (int i = 0; i < many; i++) {
            body.append("{\"choices\":[],\"x" + i + "\":0}\n");
        }
        assertEquals(
                many,
                assertTimeout(ofSeconds(3), () -> merged(body.toString()))
                        .extra()
                        .members()
                        .size());
    }

    @Test
    void oneFailedChoiceOfManyIsAFailure() {
        String chunks = """
            {"choices":[{"index":0,"delta":{},"finish_reason":"error"}]}
            {"choices":[{"index":1,"delta":{"content":"a"},"finish_reason":"stop"}]}
            """;
        assertThrows(StreamErrorException.class, () -> merged(chunks));
    }

    @Test
    void mergedCompletionReadsBackAsItself() {
        ChatCompletion whole = merged("""
            {"id":"gen-1","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"a"}}]}
            {"choices":[{"index":0,"delta":{"reasoning":"r","tool_calls":[{"index":0,"id":"a","function":{"name":"f"}}]}}]}
            {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":{"total_tokens":3}}
            """);
        ChatCompletion again = ChatCompletion.parse(whole.toJson());
        assertEquals(Json.parse(whole.toJson()), Json.parse(again.toJson()));
        assertEquals(whole.choices(), again.choices());
    }

    static ChatCompletion merged(String chunks) {
        var body = new StringBuilder();
        chunks.lines().forEach(chunk -> body.append(event(chunk)));
        ChatStream stream = ChatStream.of(new ByteArrayInputStream((body + DONE).getBytes(StandardCharsets.UTF_8)));
        stream.forEach(chunk -> {});
        return stream.completion();
    }

    /** One chunk for each delta. */
    static String deltas(String deltas) {
        var chunks = new StringBuilder();
        deltas.lines()
                .forEach(delta -> chunks.append("{\"choices\":[{\"index\":0,\"delta\":")
                        .append(delta)
                        .append("}]}\n"));
        return chunks.toString();
    }
}
