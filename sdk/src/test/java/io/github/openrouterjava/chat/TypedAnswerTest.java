package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Wires.ASK;
import static io.github.openrouterjava.chat.Wires.inTurn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.RawServer;
import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole answer as a value: what is asked for, how it is read, and what comes of answers that can't be read. */
@Timeout(60)
class TypedAnswerTest {
    private static final String WRONG = "{\"title\":\"Crêpes\",\"servings\":\"many\",\"ingredients\":[]}";
    private static final String MENDED = "{\"title\":\"Crêpes\",\"servings\":2,\"ingredients\":[]}";

    /** What came to the server, in order. */
    private final List<JsonObject> requests = Collections.synchronizedList(new ArrayList<>());

    // What is asked for

    @Test
    void theSchemaIsAskedForStrictlyAndNoProviderThatIgnoresIt() throws Exception {
        with(says(Recipe.JSON), chat -> {
            assertEquals(Recipe.CREPES, chat.ask(ASK, Recipe.class));
            ChatRequest asked = asked(0);
            assertEquals(ResponseFormat.jsonSchema("Recipe", Recipe.SCHEMA, true), asked.responseFormat());
            assertEquals(
                    "{\"require_parameters\":true}", asked.provider().json().toText());
            assertEquals(ASK.messages(), asked.messages());
        });
    }

    private record ÜberAllenGipfelnIstRuhInAllenWipfelnSpürestDuKaumEinenHauchDieVögelein() {}

    @Test
    void theSchemasNameIsOneThatTheApiTakes() throws Exception {
        with(says("{}"), chat -> {
            var type = ÜberAllenGipfelnIstRuhInAllenWipfelnSpürestDuKaumEinenHauchDieVögelein.class;
            assertThrows(TypedAnswerException.class, () -> chat.typed(type).ask(ASK));
            assertEquals(
                    "_berAllenGipfelnIstRuhInAllenWipfelnSp_restDuKaumEinenHauchDieV_",
                    asked(0).responseFormat().json().object("json_schema").string("name"));
        });
    }

    @Test
    void whatTheRequestSaysItselfStays() throws Exception {
        var preferences = new ProviderPreferences().only("first");
        with(says(Recipe.JSON), chat -> {
            chat.ask(ASK.responseFormat(ResponseFormat.jsonObject()).provider(preferences), Recipe.class);
            assertEquals(ResponseFormat.jsonObject(), asked(0).responseFormat());
            assertEquals(preferences.requireParameters(true), asked(0).provider());
            chat.ask(ASK.provider(preferences.requireParameters(false)), Recipe.class);
            assertEquals(preferences.requireParameters(false), asked(1).provider());
            chat.typed(Recipe.class).requireParameters(false).ask(ASK);
            assertNull(asked(2).provider());
            chat.ask(ASK.with("provider", Json.of("auto")), Recipe.class);
            assertEquals(Json.of("auto"), requests.get(3).get("provider"));
        });
    }

    @Test
    void aSchemaThatTheProviderRejectsIsToldInItsWordsAndNotAskedForAgain() throws Exception {
        String words = "Invalid schema for response_format 'Recipe': 'required' must list every property";
        with(keeping(400, "{\"error\":{\"code\":400,\"message\":\"" + words + "\"}}"), chat -> {
            var rejected = assertThrows(ApiException.class, () -> chat.ask(ASK, Recipe.class));
            assertTrue(rejected.getMessage().contains(words), rejected.getMessage());
            assertEquals(1, requests.size());
        });
    }

    @Test
    void aTypeThatCanNotBeDescribedIsNotAskedFor() throws Exception {
        with(says(Recipe.JSON), chat -> {
            assertThrows(BindException.class, () -> chat.ask(ASK, Thread.class));
            assertThrows(BindException.class, () -> chat.stream(ASK, Thread.class));
            assertEquals(0, requests.size());
        });
    }

    // How it is read

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                " \n%s\n",
                "```json\n%s\n```",
                "```\n%s\n```\nEnjoy!",
                "Here is the recipe:\n\n%s",
                "Here is the {recipe}, {} and { all }:\n```JSON\n%s\n```\nIt has {\"no\": end",
                "%s %s",
                "{{%s}}",
                "{ \n %s"
            })
    void theObjectIsFoundAmidWhatIsSaidAroundIt(String form) throws Exception {
        String said = form.replace("%s", Recipe.JSON);
        with(says(said), chat -> {
            TypedAnswer<Recipe> answer = chat.typed(Recipe.class).answer(ASK);
            assertEquals(Recipe.CREPES, answer.value());
            assertEquals(said, answer.completion().text());
            assertEquals(1, requests.size());
        });
    }

    // What can't be read

    @Test
    void aWrongAnswerIsMendedOnceByTellingWhatIsWrong() throws Exception {
        with(inTurn(says(WRONG), says(MENDED)), chat -> {
            TypedAnswer<Recipe> answer = chat.typed(Recipe.class).answer(ASK);
            assertEquals(new Recipe("Crêpes", 2, List.of()), answer.value());
            assertEquals(List.of(WRONG, MENDED), texts(answer.completions()));
            assertEquals(MENDED, answer.completion().text());
            List<Message> told = asked(1).messages();
            assertEquals(3, told.size());
            assertEquals(ASK.messages().getFirst(), told.getFirst());
            assertEquals(
                    WRONG,
                    assertInstanceOf(Message.Assistant.class, told.get(1)).text());
            String problems =
                    assertInstanceOf(Message.User.class, told.get(2)).content().text();
            assertTrue(problems.contains("\n- $.servings must be Integer, not \"many\"\n"), problems);
            assertEquals(asked(0).responseFormat(), asked(1).responseFormat());
            assertEquals(asked(0).provider(), asked(1).provider());
        });
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "3, 4"})
    void whereMendingDoesNotHelpAllThatWasAnsweredIsTold(int repairs, int calls) throws Exception {
        with(says(WRONG), chat -> {
            var failure = assertThrows(
                    TypedAnswerException.class,
                    () -> chat.typed(Recipe.class).repairs(repairs).answer(ASK));
            assertEquals(calls, requests.size());
            assertEquals(2 * calls - 1, asked(calls - 1).messages().size());
            assertEquals(Collections.nCopies(calls, WRONG), texts(failure.completions()));
            assertEquals(WRONG, failure.text());
            assertEquals(5, failure.completion().usage().totalTokens());
            assertEquals(
                    List.of(new BindException.Problem("$.servings", "must be Integer, not \"many\"")),
                    failure.problems());
            assertTrue(failure.getMessage().contains("no Recipe: $.servings must"), failure::getMessage);
        });
        assertThrows(IllegalArgumentException.class, () -> new TypedChat<>(null, null, Recipe.class).repairs(-1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"title\":\"Cr'|$.title is no JSON: the document ends where the string's end was expected at byte 12",
                "'So: {\"title\":Cr'|$.title is no JSON: a value was expected at byte 9",
                "I can not do that.|$ is missing: no JSON object is in \"I can not do that.\"",
                "[1,2]|$ must be Recipe, not [1,2]",
                "{}|$.title must be String, not null; $.servings must be Integer, not null",
            })
    void whatIsNotTheObjectIsSaidInWords(String said, String problems) throws Exception {
        with(says(said), chat -> {
            var failure = assertThrows(TypedAnswerException.class, () -> chat.ask(ASK, Recipe.class));
            assertEquals(problems, TypedAnswerException.inWords(failure.problems(), "; "));
            assertEquals(2, requests.size());
        });
    }

    @Test
    void ofManyProblemsTheFirstAreTold() throws Exception {
        String grams = "{\"name\":\"salt\",\"grams\":0.5},".repeat(1000);
        String said = "{\"title\":\"\",\"servings\":1,\"ingredients\":[" + grams + "null]}";
        with(says(said), chat -> {
            var failure = assertThrows(TypedAnswerException.class, () -> chat.ask(ASK, Recipe.class));
            assertEquals(1001, failure.problems().size());
            String told = assertInstanceOf(
                            Message.User.class, asked(1).messages().getLast())
                    .content()
                    .text();
            assertTrue(told.contains("\n- $.ingredients[19].grams must be"), told);
            assertTrue(told.contains("not 0.5\n- and 981 more\n"), told);
        });
    }

    @Test
    void aMessageWithoutARoleIsSentBackWithOne() throws Exception {
        with(inTurn(message("{\"content\":\"no\"}", "stop"), says(MENDED)), chat -> {
            chat.ask(ASK, Recipe.class);
            assertEquals(Message.assistant("no"), asked(1).messages().get(1));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n"})
    void anEmptyAnswerIsNotSentBack(String said) throws Exception {
        with(inTurn(says(said), says(MENDED)), chat -> {
            assertEquals(2, chat.ask(ASK, Recipe.class).servings());
            assertEquals(2, asked(1).messages().size());
            assertInstanceOf(Message.User.class, asked(1).messages().getLast());
        });
    }

    /** Reads with a type whose code throws. */
    private static final Binding THROWS = new Binding() {
        @Override
        public JsonObject schema(Class<?> type) {
            return Recipe.BINDING.schema(type);
        }

        @Override
        public <T> T read(Json json, Class<T> type) {
            throw new UnsupportedOperationException("no recipes yet");
        }

        @Override
        public Json write(@Nullable Object value) {
            return Recipe.BINDING.write(value);
        }
    };

    @Test
    void whatATypesOwnCodeThrowsLosesNothingAndIsNotMended() throws Exception {
        try (var server = RawServer.answering(says(Recipe.JSON));
                OpenRouter openRouter = Wires.builder(server).binding(THROWS).build()) {
            var unread = assertThrows(
                    TypedAnswerException.class, () -> openRouter.chat().ask(ASK, Recipe.class));
            assertInstanceOf(UnsupportedOperationException.class, unread.getCause());
            assertTrue(unread.getMessage().contains("no recipes yet"), unread.getMessage());
            assertEquals(Recipe.JSON, unread.text());
            assertEquals(1, requests.size());
        }
    }

    @Test
    void aRefusalIsNotMended() throws Exception {
        with(message("{\"role\":\"assistant\",\"content\":null,\"refusal\":\"I won't.\"}", "stop"), chat -> {
            var refused = assertThrows(RefusedAnswerException.class, () -> chat.ask(ASK, Recipe.class));
            assertEquals("I won't.", refused.refusal());
            assertTrue(refused.getMessage().contains("I won't."), refused::getMessage);
            assertEquals(1, requests.size());
        });
        with(message("{\"role\":\"assistant\",\"content\":\"{\\\"ti\",\"refusal\":\"\"}", "content_filter"), chat -> {
            var withheld = assertThrows(RefusedAnswerException.class, () -> chat.ask(ASK, Recipe.class));
            assertEquals("", withheld.refusal());
            assertEquals("{\"ti", withheld.text());
            assertEquals(2, requests.size());
        });
    }

    @Test
    void anAnswerThatMetTheTokenLimitIsNotMended() throws Exception {
        String begin = Recipe.JSON.substring(0, 60);
        with(message(content(begin), "length"), chat -> {
            var cut = assertThrows(CutAnswerException.class, () -> chat.ask(ASK, Recipe.class));
            assertEquals(begin, cut.text());
            assertTrue(cut.getMessage().contains("maxCompletionTokens"), cut::getMessage);
            assertEquals("$.ingredients[0].name", cut.problems().getFirst().path());
            assertEquals(1, requests.size());
        });
    }

    @Test
    void anAnswerThatWasWholeBeforeTheTokenLimitIsOne() throws Exception {
        with(message(content(Recipe.JSON + "\nAlso, you cou"), "length"), chat -> {
            assertEquals(Recipe.CREPES, chat.ask(ASK, Recipe.class));
        });
    }

    @Test
    void toolCallsInPlaceOfAnAnswerAreNotMended() throws Exception {
        String call = "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}";
        with(message(call, "tool_calls"), chat -> {
            var failure = assertThrows(TypedAnswerException.class, () -> chat.ask(ASK, Recipe.class));
            assertEquals(
                    "$ is missing: the model calls tools instead",
                    failure.problems().getFirst().toString());
            assertEquals("c1", failure.completion().toolCalls().getFirst().id());
            assertEquals(1, requests.size());
        });
    }

    @Test
    void aFailureWhileMendingKeepsTheAnswer() throws Exception {
        String broke = "{\"error\":{\"code\":402,\"message\":\"Insufficient credits\"}}";
        with(inTurn(says(WRONG), keeping(402, broke)), chat -> {
            var failure = assertThrows(ApiException.class, () -> chat.ask(ASK, Recipe.class));
            var before = assertInstanceOf(TypedAnswerException.class, failure.getSuppressed()[0]);
            assertEquals(WRONG, before.text());
        });
    }

    @Test
    void optionsAreThoseOfTheCall() throws Exception {
        with(keeping(503, "{\"error\":{\"code\":503,\"message\":\"busy\"}}"), chat -> {
            var typed = chat.typed(Recipe.class);
            assertThrows(ApiException.class, () -> typed.ask(ASK));
            assertEquals(3, requests.size());
            assertThrows(
                    ApiException.class,
                    () -> typed.options(options -> options.retry(RetryPolicy.NONE))
                            .ask(ASK));
            assertEquals(4, requests.size());
        });
    }

    @Test
    void theBindingIsTheOneThatWasHandedIn() throws Exception {
        try (var server = RawServer.answering(says(Recipe.JSON));
                OpenRouter openRouter =
                        Wires.builder(server).binding(Recipe.BINDING).build()) {
            assertSame(openRouter.chat(), openRouter.chat());
            assertEquals(Recipe.CREPES, openRouter.chat().ask(ASK, Recipe.class));
        }
    }

    private void with(RawServer.Script script, Consumer<Chat> use) throws Exception {
        try (var server = RawServer.answering(script);
                OpenRouter openRouter =
                        Wires.builder(server).binding(Recipe.BINDING).build()) {
            use.accept(openRouter.chat());
        }
    }

    private ChatRequest asked(int index) {
        return ChatRequest.parse(requests.get(index).toText());
    }

    private static List<String> texts(List<ChatCompletion> completions) {
        return completions.stream().map(ChatCompletion::text).toList();
    }

    private RawServer.Script says(String text) {
        return message(content(text), "stop");
    }

    private static String content(String text) {
        return "{\"role\":\"assistant\",\"content\":" + Json.of(text) + "}";
    }

    private RawServer.Script message(String message, String finishReason) {
        return keeping(
                200,
                "{\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"message\":" + message + ",\"finish_reason\":\""
                        + finishReason + "\"}],\"usage\":{\"total_tokens\":5}}");
    }

    private RawServer.Script keeping(int status, String body) {
        return connection -> {
            requests.add(
                    (JsonObject) Json.parse(new String(connection.readRequest().body(), UTF_8)));
            byte[] bytes = body.getBytes(UTF_8);
            connection.write(
                    RawServer.head(status, "Connection", "close", "Content-Length", Integer.toString(bytes.length)));
            connection.write(bytes).flush();
        };
    }
}
