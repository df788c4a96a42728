package io.github.openrouterjava.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.CutAnswerException;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.StreamEnd;
import io.github.openrouterjava.chat.StreamInterruptedException;
import io.github.openrouterjava.chat.TypedAnswer;
import io.github.openrouterjava.chat.TypedStream;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import io.github.openrouterjava.offline.Script;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Typed answers of the local server, whole and streamed, as programs will have them without a network. */
@Timeout(60)
class TypedTest {
    private static final ChatRequest ASKED = ChatRequest.of("any/model", Message.user("Which cities?"));

    /** What is asked for, and an object of it. */
    record Cities(List<String> names) {
        private static final JsonObject SCHEMA = (JsonObject)
                Json.parse(
                        "{\"type\":\"object\",\"properties\":{\"names\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}}");
    }

    private static final Binding BINDING = new Binding() {
        @Override
        public JsonObject schema(Class<?> type) {
            return Cities.SCHEMA;
        }

        @Override
        public <T> T read(Json json, Class<T> type) {
            if (type == String.class && json instanceof JsonString(String text)) {
                return type.cast(text);
            }
            if (json instanceof JsonObject object && object.array("names") != null) {
                List<String> names = new ArrayList<>();
                object.array("names").elements().forEach(name -> names.add(read(name, String.class)));
                return type.cast(new Cities(names));
            }
            throw new BindException(List.of(new BindException.Problem("$.names", "must be a list of strings")));
        }

        @Override
        public Json write(@Nullable Object value) {
            throw new BindException(List.of());
        }
    };

    private static LocalOpenRouter server(String rules) throws Exception {
        return LocalOpenRouter.builder()
                .port(0)
                .anyModel("offline/script")
                .script(Script.parse("cities.yaml", rules))
                .start();
    }

    private static OpenRouter client(LocalOpenRouter server) {
        return OpenRouter.builder()
                .baseUrl(server.baseUrl())
                .apiKey("any")
                .binding(BINDING)
                .build();
    }

    @Test
    void anAnswerIsAskedForByItsSchemaAndMendedInTheNextTurn() throws Exception {
        String rules = """
                - when:
                    turn: 1
                    body:
                      response_format: {type: json_schema, json_schema: {name: Cities, strict: true}}
                      provider: {require_parameters: true}
                  then: [{text: 'Sure: {"names": "Paris"}'}, {usage: {cost: 0.5}}]
                - when: {turn: 2, user: "- $.names must be a list of strings"}
                  then: [{text: "```json\\n{\\"names\\": [\\"Paris\\"]}\\n```"}, {usage: {cost: 0.25}}]
                """;
        try (var server = server(rules);
                var openRouter = client(server)) {
            TypedAnswer<Cities> answer = openRouter.chat().typed(Cities.class).answer(ASKED);
            assertEquals(new Cities(List.of("Paris")), answer.value());
            assertEquals(
                    List.of("0.5", "0.25"),
                    answer.completions().stream()
                            .map(each -> each.usage().cost().toString())
                            .toList());
        }
    }

    @Test
    void namesAreThereOneByOneWhileTheyAreStreamed() throws Exception {
        String rules = """
                - then:
                  - reasoning: "Big ones."
                  - text: 'The {cities}: { "names": ["Paris", "São '
                  - text: 'Paulo", "Lagos"]} Done.'
                """;
        try (var server = server(rules);
                var openRouter = client(server);
                TypedStream<Cities> stream = openRouter.chat().stream(ASKED, Cities.class)) {
            List<String> names = new ArrayList<>();
            stream.items("names", String.class).forEach(names::add);
            assertEquals(List.of("Paris", "São Paulo", "Lagos"), names);
            assertEquals(new Cities(names), stream.answer());
            assertEquals("Big ones.", stream.completion().reasoning());
            assertEquals(StreamEnd.COMPLETE, stream.end());
        }
    }

    @Test
    void aStreamThatIsCutKeepsTheNamesThatWereFinished() throws Exception {
        try (var server = server("- then: [{text: '{\"names\": [\"Paris\", \"Lag'}, cut]");
                var openRouter = client(server);
                TypedStream<Cities> stream = openRouter.chat().stream(ASKED, Cities.class)) {
            List<String> names = new ArrayList<>();
            assertThrows(
                    StreamInterruptedException.class,
                    () -> stream.items("names", String.class).forEach(names::add));
            assertEquals(List.of("Paris"), names);
            assertEquals("Lag", stream.partial().text("names[1]"));
        }
    }

    @Test
    void theTokenLimitIsNamed() throws Exception {
        try (var server = server("- then: [{text: '{\"names\": [\"Paris\", \"Lag'}, {finish: length}]");
                var openRouter = client(server)) {
            assertThrows(CutAnswerException.class, () -> openRouter.chat().ask(ASKED, Cities.class));
        }
    }
}
