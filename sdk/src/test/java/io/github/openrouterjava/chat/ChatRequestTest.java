package io.github.openrouterjava.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request is its JSON: it is written in one order only, and what was parsed is not lost. */
class ChatRequestTest {
    private static final ChatRequest SKY = ChatRequest.of("openai/gpt-5-mini", Message.user("Why is the sky blue?"));

    @Test
    void theShortestRequestIsModelAndMessages() {
        assertEquals(
                "{\"model\":\"openai/gpt-5-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Why is the sky"
                        + " blue?\"}]}",
                SKY.toJson());
    }

    @Test
    void parametersFollowInAlphabeticalOrder() {
        assertEquals(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                        + "\"max_tokens\":100,\"reasoning\":{\"effort\":\"low\",\"exclude\":true},"
                        + "\"stream\":true,\"temperature\":0.7,\"zebra\":[1]}",
                ChatRequest.of("m", Message.user("Hi")).with("zebra", Json.parse("[1]")).temperature(0.7).stream(true)
                        .reasoning(new ReasoningOptions().exclude(true).effort(Effort.LOW))
                        .maxTokens(100)
                        .toJson());
    }

    @Test
    void theOrderOfTheCallsDoesNotShow() {
        var provider = new ProviderPreferences();
        ChatRequest one = SKY.seed(7)
                .topP(0.5)
                .user("u")
                .provider(provider.zdr(true).only("a").order("b"))
                .tools(Tool.webSearch().parameter("max_results", Json.of(3)).cacheControl(CacheControl.ephemeral()))
                .topP(0.9);
        ChatRequest other = SKY.provider(provider.order("b").zdr(true).only("a"))
                .tools(Tool.webSearch().cacheControl(CacheControl.ephemeral()).parameter("max_results", Json.of(3)))
                .topP(0.9)
                .user("u")
                .seed(7);
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
        assertEquals(one.toJson(), other.toJson());
    }

    @Test
    void theOrderOfAMapDoesNotShow() {
        var forth = new LinkedHashMap<String, String>(Map.of("a", "1"));
        forth.put("b", "2");
        var back = new LinkedHashMap<String, String>(Map.of("b", "2"));
        back.put("a", "1");
        assertEquals(SKY.metadata(forth).toJson(), SKY.metadata(back).toJson());
    }

    @Test
    void aSchemaKeepsTheOrderOfItsProperties() {
        String schema = "{\"type\":\"object\",\"properties\":{\"z\":{},\"a\":{}}}";
        var function = Tool.function("f", "d", (JsonObject) Json.parse(schema));
        assertTrue(SKY.tools(function).toJson().contains(schema));
    }

    @Test
    void aCopyLeavesTheOriginalAsItWas() {
        SKY.temperature(1).add(Message.user("And red?")).model("other");
        assertEquals(JsonObject.EMPTY, SKY.parameters());
        assertEquals(1, SKY.messages().size());
        assertEquals("openai/gpt-5-mini", SKY.model());
    }

    @Test
    void aConversationGrowsAtItsEnd() {
        var more = SKY.add(Message.assistant("Rayleigh."), Message.user("Who?"));
        assertEquals(3, more.messages().size());
        assertEquals(Message.user("Who?"), more.messages().getLast());
        assertEquals(SKY, more.messages(SKY.messages()));
    }

    @Test
    void withoutAModelTheAccountsDefaultAnswers() {
        assertEquals(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Why is the sky blue?\"}]}",
                SKY.model(null).toJson());
    }

    @Test
    void aParameterSetToNullIsLeftOut() {
        assertEquals(SKY, SKY.temperature(1).with("temperature", null));
        assertEquals(SKY, SKY.with("temperature", null));
    }

    @Test
    void jsonsNullIsSentAsItIs() {
        var request = SKY.with("temperature", JsonNull.NULL);
        assertTrue(request.toJson().endsWith(",\"temperature\":null}"));
        assertNull(request.temperature());
    }

    @Test
    void modelAndMessagesAreNoParameters() {
        var model = assertThrows(IllegalArgumentException.class, () -> SKY.with("model", Json.of("m")));
        assertEquals("model is no parameter: set it by model(...)", model.getMessage());
        assertThrows(IllegalArgumentException.class, () -> SKY.with("messages", null));
    }

    @Test
    void whatJsonCannotSayIsRefusedByItsName() {
        var top = assertThrows(IllegalArgumentException.class, () -> SKY.temperature(Double.NaN));
        assertEquals("temperature is NaN, which JSON can't say: give a finite number", top.getMessage());
        var price = new ProviderPreferences.MaxPrice();
        assertThrows(IllegalArgumentException.class, () -> price.prompt(Double.POSITIVE_INFINITY));
        var bias = assertThrows(IllegalArgumentException.class, () -> SKY.logitBias(Map.of("50256", Double.NaN)));
        assertTrue(bias.getMessage().startsWith("logit_bias.50256 is NaN"));
    }

    @Test
    void aModelWithoutANameIsRefused() {
        List<Message> messages = List.of(Message.user("Hi"));
        assertThrows(IllegalArgumentException.class, () -> ChatRequest.of(" ", messages));
        assertThrows(IllegalArgumentException.class, () -> ChatRequest.of(null, messages));
        assertThrows(IllegalArgumentException.class, () -> SKY.model(""));
    }

    @Test
    void aTextThatIsNoObjectIsNoRequest() {
        assertThrows(JsonException.class, () -> ChatRequest.parse("[]"));
        assertThrows(JsonException.class, () -> ChatRequest.parse("{\"model\":"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"model\":\"m\",\"messages\":[]}",
                "{\"model\":7,\"messages\":\"Hi\"}",
                "{\"model\":\"\",\"messages\":{\"role\":\"user\"}}",
                "{\"model\":{\"id\":1},\"messages\":[null]}",
                "{\"messages\":[\"Hi\",{\"role\":\"user\",\"content\":\"Hi\"},[1]]}",
                "{\"messages\":[{\"role\":\"wizard\",\"spell\":1},{\"content\":\"no role\"}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}},{\"type\":\"hologram\"}]}]}",
                "{\"messages\":[{\"role\":\"tool\",\"content\":\"4\",\"tool_call_id\":\"c\",\"odd\":true}]}",
                "{\"messages\":[{\"role\":\"assistant\",\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"x\"}],\"annotations\":[{\"type\":\"file\",\"file\":{\"hash\":\"h\"}}]}]}",
                "{\"temperature\":\"hot\",\"stop\":5,\"tools\":{},\"tool_choice\":[],\"seed\":1.5,\"n\":99999999999}",
                "{\"temperature\":null,\"tools\":[],\"stop\":[],\"stop_server_tools_when\":null}",
                "{\"temperature\":1.0,\"top_p\":1e0,\"top_k\":4.0,\"seed\":123456789012345678901234567890}",
                "{\"tools\":[1,{\"type\":\"function\",\"function\":\"f\"},null],\"plugins\":[\"web\"],\"models\":[1,\"m\"]}",
                "{\"reasoning\":\"high\",\"reasoning_effort\":3,\"provider\":[],\"trace\":1,\"metadata\":{\"a\":1}}",
                "{\"provider\":{\"sort\":{\"by\":\"price\",\"odd\":1},\"max_price\":{\"prompt\":\"cheap\"},\"preferred_max_latency\":\"1\"}}",
                "{\"brand_new\":{\"nested\":[{}]},\"zebra\":false}",
            })
    void everyOddityComesBackAndCanBeRead(String document) throws Exception {
        var request = ChatRequest.parse(document);
        assertEquals(Json.parse(document), Json.parse(request.toJson()));
        for (var method : ChatParameters.class.getMethods()) {
            method.invoke(request); // gives its best reading, and does not throw
        }
    }

    @Test
    void whatWasOfAnotherTypeGivesWayToWhatIsSet() {
        var odd = ChatRequest.parse("{\"model\":7,\"messages\":\"Hi\",\"temperature\":\"hot\"}");
        assertEquals(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"temperature\":0.5}",
                odd.model("m").add(Message.user("Hi")).temperature(0.5).toJson());
    }
}
