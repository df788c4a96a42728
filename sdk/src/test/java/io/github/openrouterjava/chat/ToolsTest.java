package io.github.openrouterjava.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One call of a tool on the calling thread, and what a tool may be. */
class ToolsTest {
    private static final ToolCall CALL = ToolCall.function("a", "note", "{}");
    private static final Tool NOTE = Tool.function("note", "Notes it.");

    /** A binding whose types throw this when they are made. */
    private record Throwing(Throwable thrown) implements Binding {
        @Override
        public JsonObject schema(Class<?> type) {
            return JsonObject.EMPTY;
        }

        @Override
        public <T> T read(Json json, Class<T> type) {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }

        @Override
        public Json write(@Nullable Object value) {
            throw new AssertionError("not asked for");
        }
    }

    @Test
    void aToolThatGivesNothingNeedsNoBinding() {
        assertThrows(IllegalStateException.class, Binding::standard); // there is none among these tests
        ToolResult result = Tools.of(NOTE.calls(arguments -> null)).run(CALL);
        assertNull(result.failure());
        assertEquals("null", result.text());
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, AssertionError.class, StackOverflowError.class})
    void whatATypeThrowsWhenItIsMadeIsInTheResult(Class<? extends Throwable> type) throws Exception {
        Throwable thrown = type.getConstructor().newInstance();
        var tool = Tool.of("note", "Notes it.", Object.class, new Throwing(thrown), arguments -> "never");
        ToolFailure failure = Objects.requireNonNull(Tools.of(tool).run(CALL).failure());
        assertEquals(ToolFailure.Kind.BAD_ARGUMENTS, failure.kind());
        assertTrue(failure.message().contains(type.getSimpleName()), failure.message());
        assertEquals(thrown, failure.cause());
    }

    @Test
    void aCallWithoutArgumentsIsOneOfAnEmptyObject() {
        ClientTool tells = NOTE.calls(arguments -> arguments);
        assertEquals(
                "{}", Tools.of(tells).run(ToolCall.function("a", "note", " ")).text());
    }

    @Test
    void whatIsSaidOfAToolStaysWhenMoreIsSaid() {
        ClientTool tool = NOTE.calls(arguments -> "noted");
        ClientTool one = tool.needsApproval().timeLimit(Duration.ofSeconds(1));
        ClientTool other = tool.timeLimit(Duration.ofSeconds(1)).needsApproval();
        for (ClientTool each : List.of(one, other)) {
            assertTrue(each.asksFirst());
            assertEquals(Duration.ofSeconds(1), each.timeLimit());
        }
    }

    @Test
    void whatAToolTookIsMeasured() {
        ToolResult result = Tools.of(NOTE.calls(arguments -> "noted")).run(CALL);
        assertTrue(result.took().isPositive());
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT-1S"})
    void aToolWithoutTimeIsRefused(Duration limit) {
        ClientTool tool = NOTE.calls(arguments -> "noted");
        var refused = assertThrows(IllegalArgumentException.class, () -> tool.timeLimit(limit));
        assertEquals("the tool note has a time limit of " + limit + ", but it must be positive", refused.getMessage());
    }
}
