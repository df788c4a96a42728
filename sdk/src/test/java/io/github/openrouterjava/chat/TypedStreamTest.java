package io.github.openrouterjava.chat;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.RawServer.lastChunk;
import static io.github.openrouterjava.chat.Wires.ASK;
import static io.github.openrouterjava.chat.Wires.DONE;
import static io.github.openrouterjava.chat.Wires.LONG;
import static io.github.openrouterjava.chat.Wires.ROLE;
import static io.github.openrouterjava.chat.Wires.STOP;
import static io.github.openrouterjava.chat.Wires.USAGE;
import static io.github.openrouterjava.chat.Wires.event;
import static io.github.openrouterjava.chat.Wires.finish;
import static io.github.openrouterjava.chat.Wires.head;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.RawServer;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.json.Json;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A typed answer while it comes: what is seen when, and every end. */
@Timeout(60)
class TypedStreamTest {
    private static final List<Recipe.Ingredient> INGREDIENTS = Recipe.CREPES.ingredients();
    private static final String BEGIN = Recipe.JSON.substring(0, Recipe.JSON.indexOf("milk"));

    @Test
    void eachItemIsGivenOnceItIsFinishedAndNotLater() throws Exception {
        var given = new Semaphore(0);
        int flour = Recipe.JSON.indexOf('}') + 1;
        int milk = Recipe.JSON.indexOf('}', flour) + 1;
        var request = new AtomicReference<String>();
        try (var server = RawServer.answering(connection -> {
                    request.set(new String(connection.readRequest().body(), UTF_8));
                    connection.send(head() + chunk(ROLE + text(Recipe.JSON.substring(0, flour))));
                    assertTrue(given.tryAcquire(LONG.toSeconds(), TimeUnit.SECONDS));
                    connection.send(chunk(text(Recipe.JSON.substring(flour, milk))));
                    assertTrue(given.tryAcquire(LONG.toSeconds(), TimeUnit.SECONDS));
                    connection.send(chunk(text(Recipe.JSON.substring(milk)) + STOP + USAGE + DONE) + lastChunk());
                });
                OpenRouter openRouter = client(server);
                TypedStream<Recipe> stream = openRouter.chat().stream(ASK, Recipe.class)) {
            List<Recipe.Ingredient> got = new ArrayList<>();
            for (Recipe.Ingredient each : stream.items("ingredients", Recipe.Ingredient.class)) {
                got.add(each);
                assertEquals(got.size(), stream.partial().count("ingredients"));
                assertEquals(StreamEnd.OPEN, stream.end());
                given.release();
            }
            assertEquals(INGREDIENTS, got);
            assertEquals(StreamEnd.OPEN, stream.end(), "read no further than the list's end");
            Recipe answer = stream.answer();
            assertEquals(Recipe.CREPES, answer);
            assertSame(answer, stream.answer());
            assertEquals(StreamEnd.COMPLETE, stream.end());
            assertEquals(5, stream.completion().usage().totalTokens());
            assertNull(stream.next());
            List<Recipe.Ingredient> again = new ArrayList<>();
            stream.items("$.ingredients", Recipe.Ingredient.class).forEach(again::add);
            assertEquals(INGREDIENTS, again, "from the first one on, whenever it is asked");
        }
        ChatRequest asked = ChatRequest.parse(request.get());
        assertEquals(Recipe.SCHEMA, asked.responseFormat().schema());
        assertEquals(true, asked.stream());
        assertEquals(true, asked.provider().requireParameters());
    }

    @Test
    void theViewGrowsWithEachChunk() throws Exception {
        String[] events = {
            ROLE,
            event("{\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"Think of \"}}]}"),
            event("{\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"eggs.\"}}]}"),
            text("```json\n{"),
            text("\"title\":\"Cr"),
            text("êpes\",\"servings\":1"),
            text("2,\"ingredients\":null}\n```"),
            STOP,
            DONE
        };
        try (var server = RawServer.answering(Wires.stream(events));
                OpenRouter openRouter = client(server);
                TypedStream<Recipe> stream = openRouter.chat().stream(ASK, Recipe.class)) {
            PartialAnswer view = stream.next();
            assertSame(stream.partial(), view);
            assertEquals("Think of ", view.newReasoning());
            assertNull(view.json());
            assertSame(view, stream.next());
            assertEquals("eggs.", view.newReasoning());
            stream.next();
            assertEquals("", view.newReasoning());
            assertNull(view.json(), "a brace is not yet an object");
            assertNull(view.text("title"));
            assertEquals("", view.newText("title"));
            stream.next();
            assertEquals("{\"title\":\"Cr\"}", String.valueOf(view.json()));
            assertEquals("Cr", view.text("title"));
            assertEquals("Cr", view.newText("title"));
            assertNull(view.value("title", String.class));
            stream.next();
            assertEquals("êpes", view.newText("title"));
            assertEquals("", view.newText("title"));
            assertEquals("Crêpes", view.value("title", String.class));
            assertNull(view.value("servings", Integer.class), "12 may become 123");
            assertNull(view.json("servings"));
            assertFalse(view.isComplete());
            stream.next();
            assertEquals(12, view.value("servings", Integer.class));
            assertNull(view.value("ingredients", Recipe.Ingredient.class), "a JSON null");
            assertTrue(view.isComplete());
            assertFalse(stream.items("ingredients", Recipe.Ingredient.class)
                    .iterator()
                    .hasNext());
            var wrong = assertThrows(TypedAnswerException.class, () -> view.value("$.title", Integer.class));
            assertEquals(
                    "$.title must be Integer, not \"Crêpes\"",
                    wrong.problems().getFirst().toString());
            assertEquals("Think of eggs.", stream.completion().reasoning());
            assertNull(stream.next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "Here {you} are:\n```json\n%s\n```\nIt is {\"good\"}.", "{ \n\t%s"})
    void whereTheTextIsCutDoesNotShow(String form) {
        String said = form.replace("%s", form.startsWith("{") ? Recipe.JSON.substring(1) : Recipe.JSON);
        for (int length = 1; length <= said.length(); length++) {
            var events = new StringBuilder();
            for (int from = 0; from < said.length(); from += length) {
                events.append(text(said.substring(from, Math.min(said.length(), from + length))));
            }
            try (TypedStream<Recipe> stream = recorded(events + STOP + DONE)) {
                List<Recipe.Ingredient> items = new ArrayList<>();
                stream.items("ingredients", Recipe.Ingredient.class).forEach(items::add);
                assertEquals(INGREDIENTS, items, "cut at each multiple of " + length);
                assertEquals(Recipe.CREPES, stream.answer());
                assertEquals(Json.parse(Recipe.JSON), stream.partial().json());
            }
        }
    }

    @Test
    void iteratingGivesAViewForEachChunkWithText() {
        try (TypedStream<Recipe> stream = recorded(ROLE + text(BEGIN) + text("x") + USAGE + text("y") + STOP + DONE)) {
            List<String> names = new ArrayList<>();
            for (PartialAnswer view : stream) {
                names.add(view.newText("ingredients[1].name"));
            }
            assertEquals(List.of("", "x", "y"), names);
        }
    }

    // Ends

    @Test
    void aBrokenConnectionIsTheStreamsFailureAndWhatCameCanBeSeen() throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(head() + chunk(ROLE + text(BEGIN)));
                });
                OpenRouter openRouter = client(server);
                TypedStream<Recipe> stream = openRouter.chat().stream(ASK, Recipe.class)) {
            List<Recipe.Ingredient> got = new ArrayList<>();
            var broken = assertThrows(
                    StreamInterruptedException.class,
                    () -> stream.items("ingredients", Recipe.Ingredient.class).forEach(got::add));
            assertEquals(INGREDIENTS.subList(0, 1), got);
            assertSame(broken, assertThrows(StreamInterruptedException.class, stream::answer));
            assertSame(broken, assertThrows(StreamInterruptedException.class, stream::next));
            assertEquals("Crêpes 🥞", stream.partial().text("title"));
            assertEquals(12, stream.partial().value("servings", Integer.class));
            assertEquals(BEGIN, stream.completion().text());
            assertEquals(StreamEnd.INTERRUPTED, stream.end());
        }
    }

    @Test
    void closingFromAnotherThreadEndsTheWaitForAnItem() throws Exception {
        var given = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(head() + chunk(text(BEGIN)));
                    assertTrue(connection.awaitClosedByPeer(LONG));
                });
                OpenRouter openRouter = client(server);
                TypedStream<Recipe> stream = openRouter.chat().stream(ASK, Recipe.class)) {
            Thread closing = Thread.ofVirtual().start(() -> closeAfter(given, stream));
            var items = stream.items("ingredients", Recipe.Ingredient.class).iterator();
            assertEquals(INGREDIENTS.getFirst(), items.next());
            given.countDown();
            assertThrows(StreamCancelledException.class, items::hasNext);
            closing.join();
            assertEquals(StreamEnd.CANCELLED, stream.end());
        }
    }

    @Test
    void jsonThatGoesWrongIsReadToTheStreamsEndAndNotMended() throws Exception {
        try (var server =
                        RawServer.answering(Wires.stream(text(BEGIN), text("x\"}"), text(" oh,"), STOP, USAGE, DONE));
                OpenRouter openRouter = client(server);
                TypedStream<Recipe> stream = openRouter.chat().stream(ASK, Recipe.class)) {
            List<Recipe.Ingredient> got = new ArrayList<>();
            var wrong = assertThrows(
                    TypedAnswerException.class,
                    () -> stream.items("servings.nothing", Recipe.Ingredient.class)
                            .forEach(got::add));
            assertEquals(List.of(), got);
            assertEquals(StreamEnd.COMPLETE, stream.end());
            assertEquals(5, wrong.completion().usage().totalTokens());
            assertEquals("$.ingredients[1]", wrong.problems().getFirst().path());
            assertEquals(BEGIN + "x\"} oh,", wrong.text());
            assertThrows(TypedAnswerException.class, stream::answer);
            assertEquals("x", stream.partial().text("ingredients[1].name"));
            assertEquals(1, server.connections());
        }
    }

    @Test
    void anItemThatDoesNotMatchIsToldAtOnceWithItsPlace() {
        String json = "{\"ingredients\":[{\"name\":\"salt\",\"grams\":\"some\"},{\"name\":\"milk\",\"grams\":1}";
        try (TypedStream<Recipe> stream = recorded(text(json) + text("]}") + STOP + DONE)) {
            var items = stream.items("ingredients", Recipe.Ingredient.class).iterator();
            var wrong = assertThrows(TypedAnswerException.class, items::next);
            assertEquals(
                    "$.ingredients[0].grams must be Integer, not \"some\"",
                    wrong.problems().getFirst().toString());
            assertEquals(StreamEnd.OPEN, stream.end());
            assertEquals(new Recipe.Ingredient("milk", 1), items.next(), "the next one can be read all the same");
            assertFalse(items.hasNext());
        }
    }

    @Test
    void aRefusalAndTheTokenLimitHaveTheirNames() {
        String refusal = event("{\"choices\":[{\"index\":0,\"delta\":{\"refusal\":\"I won't.\"}}]}");
        try (TypedStream<Recipe> stream = recorded(refusal + STOP + DONE)) {
            assertEquals(
                    "I won't.",
                    assertThrows(RefusedAnswerException.class, stream::answer).refusal());
        }
        try (TypedStream<Recipe> stream = recorded(text(BEGIN) + finish("content_filter") + DONE)) {
            var items = stream.items("ingredients", Recipe.Ingredient.class).iterator();
            assertEquals(INGREDIENTS.getFirst(), items.next());
            assertThrows(RefusedAnswerException.class, items::next);
        }
        try (TypedStream<Recipe> stream = recorded(text(BEGIN) + finish("length") + DONE)) {
            assertEquals(
                    BEGIN,
                    assertThrows(CutAnswerException.class, stream::answer).text());
        }
    }

    @Test
    void aListThatIsNotThereHasNoItems() {
        try (TypedStream<Recipe> stream = recorded(text(Recipe.JSON) + STOP + DONE)) {
            assertFalse(stream.items("steps", String.class).iterator().hasNext());
            assertNotNull(stream.answer());
        }
    }

    @Test
    void aListThatIsNullHasNoItemsWhateverComesBehindIt() {
        try (TypedStream<Recipe> stream = recorded(text("{\"ingredients\":null,\"title\":\"Cr"))) { // and breaks off
            assertFalse(stream.items("ingredients", Recipe.Ingredient.class)
                    .iterator()
                    .hasNext());
        }
    }

    @Test
    void aRequestThatIsRefusedIsTheApisError() throws Exception {
        String body = "{\"error\":{\"code\":400,\"message\":\"bad schema\"}}";
        try (var server = RawServer.answering(Wires.answer(400, body));
                OpenRouter openRouter = client(server);
                TypedStream<Recipe> stream = openRouter.chat().stream(ASK, Recipe.class)) {
            var refused = assertThrows(
                    ApiException.class,
                    () -> stream.items("ingredients", Recipe.Ingredient.class)
                            .iterator()
                            .hasNext());
            assertTrue(refused.getMessage().contains("bad schema"), refused::getMessage);
            assertNull(stream.partial().json());
        }
    }

    /** A recorded stream as a typed one. */
    private static TypedStream<Recipe> recorded(String events) {
        ChatStream chunks = ChatStream.of(new ByteArrayInputStream(events.getBytes(UTF_8)));
        return new TypedStream<>(chunks, new TypedChat<>(null, Recipe.BINDING, Recipe.class));
    }

    private static void closeAfter(CountDownLatch given, TypedStream<?> stream) {
        try {
            given.await();
            stream.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static OpenRouter client(RawServer server) {
        return Wires.builder(server).binding(Recipe.BINDING).build();
    }

    private static String text(String text) {
        String json = Json.of(text).toText();
        return Wires.text(json.substring(1, json.length() - 1));
    }
}
