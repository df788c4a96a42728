package io.github.openrouterjava.chat;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.chat.Wires.ASK;
import static io.github.openrouterjava.chat.Wires.DONE;
import static io.github.openrouterjava.chat.Wires.LONG;
import static io.github.openrouterjava.chat.Wires.ROLE;
import static io.github.openrouterjava.chat.Wires.STOP;
import static io.github.openrouterjava.chat.Wires.USAGE;
import static io.github.openrouterjava.chat.Wires.client;
import static io.github.openrouterjava.chat.Wires.event;
import static io.github.openrouterjava.chat.Wires.failure;
import static io.github.openrouterjava.chat.Wires.head;
import static io.github.openrouterjava.chat.Wires.stream;
import static io.github.openrouterjava.chat.Wires.text;
import static io.github.openrouterjava.chat.Wires.whole;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.RawServer;
import io.github.openrouterjava.call.EndPolicy;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Complete, cut off or not to be read: what a stream's bytes come to. */
class StreamEndsTest {
    private static final String HELLO = text("Hello");

    // Complete

    @Test
    void finishReasonAndDoneAreTheEnd() throws Exception {
        try (var server = RawServer.answering(stream(": OPENROUTER PROCESSING\n\n", ROLE, HELLO, STOP, USAGE, DONE));
                OpenRouter openRouter = client(server)) {
            ChatCompletion whole = whole(openRouter.chat().stream(ASK));
            assertEquals("Hello", whole.text());
            assertEquals(FinishReason.STOP, whole.finishReason());
            assertNotNull(whole.usage());
            assertEquals(5, whole.usage().totalTokens());
            assertNotNull(whole.delivery());
            assertEquals("gen-head", whole.delivery().generationId());
            assertEquals(4, whole.delivery().chunks());
            assertEquals(1, server.connections());
        }
    }

    @Test
    void finishReasonAloneIsAnEnd() throws Exception {
        assertWhole(EndPolicy.FINISH_OR_DONE, HELLO, STOP, USAGE);
        assertWhole(EndPolicy.FINISH, HELLO, STOP, USAGE);
        assertWhole(EndPolicy.END_OF_BODY, HELLO, STOP);
        assertCutOff("no [DONE]", EndPolicy.DONE, HELLO, STOP);
    }

    @Test
    void doneAloneIsAnEnd() throws Exception {
        assertWhole(EndPolicy.FINISH_OR_DONE, HELLO, DONE);
        assertWhole(EndPolicy.DONE, HELLO, DONE);
        assertWhole(EndPolicy.END_OF_BODY, HELLO, DONE);
        assertCutOff("no finish reason", EndPolicy.FINISH, HELLO, DONE);
    }

    @Test
    void bodysEndAloneIsAnEndOnlyWhereThatIsAskedFor() throws Exception {
        assertCutOff("neither a finish reason for each choice nor [DONE]", EndPolicy.FINISH_OR_DONE, HELLO);
        assertCutOff("no finish reason", EndPolicy.FINISH, HELLO);
        assertCutOff("no [DONE]", EndPolicy.DONE, HELLO);
        assertWhole(EndPolicy.END_OF_BODY, HELLO);
    }

    @Test
    void everyChoiceThatHasBegunNeedsItsFinishReason() throws Exception {
        String second = event("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"Hi\"}}]}");
        assertCutOff("neither", EndPolicy.FINISH_OR_DONE, HELLO, second, STOP);
        assertWhole(
                EndPolicy.FINISH_OR_DONE,
                HELLO,
                second,
                STOP,
                event("{\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}]}"));
    }

    @Test
    void blankFinishReasonIsNone() throws Exception {
        assertCutOff("neither", EndPolicy.FINISH_OR_DONE, HELLO, Wires.finish(""));
    }

    @Test
    void lastEventWithoutItsBlankLineCountsWhereItIsWhole() throws Exception {
        assertWhole(EndPolicy.FINISH, HELLO, STOP.strip());
        assertWhole(EndPolicy.DONE, HELLO, DONE.strip());
        assertCutOff("the last event is cut off", EndPolicy.DONE, HELLO, "data: [DON");
        assertCutOff(
                "the last event is cut off",
                EndPolicy.FINISH,
                HELLO,
                STOP.strip().substring(0, STOP.length() - 4));
    }

    @Test
    void doneEndsReadingThoughTheServerKeepsTheConnection() throws Exception {
        var leave = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(head() + chunk(HELLO + STOP + DONE));
                    assertTrue(connection.awaitClosedByPeer(LONG));
                    leave.countDown();
                });
                OpenRouter openRouter = client(server)) {
            assertEquals("Hello", whole(openRouter.chat().stream(ASK)).text());
            assertTrue(leave.await(LONG.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void answerThatIsWholeStaysSoThoughTheConnectionBreaksAfterIt() throws Exception {
        var read = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(head() + chunk(HELLO + STOP));
                    read.await();
                    connection.reset();
                });
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            assertNotNull(stream.next());
            assertNotNull(stream.next());
            read.countDown();
            assertEquals("Hello", whole(stream).text());
        }
    }

    private static void assertWhole(EndPolicy policy, String... pieces) throws Exception {
        try (var server = RawServer.answering(stream(pieces));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK, options -> options.endPolicy(policy));
            assertEquals("Hello", whole(stream).text(), policy::name);
        }
    }

    private static void assertCutOff(String missing, EndPolicy policy, String... pieces) throws Exception {
        try (var server = RawServer.answering(stream(pieces));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK, options -> options.endPolicy(policy));
            var end = failure(StreamInterruptedException.class, StreamEnd.INTERRUPTED, "Hello", stream);
            assertTrue(end.getMessage().contains(missing), end::getMessage);
            assertTrue(end.retryable());
            assertEquals(1, server.connections(), "never again after content");
        }
    }

    // Cut off

    @TestFactory
    Stream<DynamicTest> connectionThatEndsTooEarlyLeavesWhatCame() {
        String next = event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"caf\u00e9 \\u00e9\"}}]}");
        String coded = chunk(next);
        int utf8 = coded.getBytes(UTF_8).length
                - coded.substring(coded.indexOf('\u00e9')).getBytes(UTF_8).length;
        return Stream.of(
                        cut("between chunks of the coding", coded, 0),
                        cut("in a chunk's size", coded, 1),
                        cut("before the line feed of a chunk's size", coded, coded.indexOf('\n')),
                        cut("after a chunk's size", coded, coded.indexOf('\n') + 1),
                        cut("in a field's name", coded, coded.indexOf("data") + 2),
                        cut("in the middle of an event", coded, coded.indexOf("delta")),
                        cut("in a UTF-8 character", coded, utf8 + 1),
                        cut("in an escape", coded, utf8 + 2 + 4),
                        cut("before the event's blank line", coded, coded.getBytes(UTF_8).length - 3))
                .flatMap(both -> both);
    }

    private static Stream<DynamicTest> cut(String where, String coded, int length) {
        byte[] part = Arrays.copyOf(coded.getBytes(UTF_8), length);
        return Stream.of(true, false)
                .map(reset -> DynamicTest.dynamicTest(where + (reset ? ", reset" : ", closed"), () -> {
                    var read = new CountDownLatch(1);
                    try (var server = RawServer.answering(connection -> {
                                connection.readRequest();
                                connection.send(head() + chunk(HELLO));
                                connection.write(part).flush();
                                read.await();
                                if (reset) {
                                    connection.reset();
                                }
                            });
                            OpenRouter openRouter = client(server)) {
                        ChatStream stream = openRouter.chat().stream(ASK);
                        assertNotNull(stream.next());
                        read.countDown();
                        var end = failure(StreamInterruptedException.class, StreamEnd.INTERRUPTED, "Hello", stream);
                        assertEquals("gen-head", end.generationId());
                        assertNotNull(end.getCause(), "a broken connection is told from a body that ended");
                        assertEquals(1, server.connections());
                    }
                }));
    }

    @Test
    void halfACharacterAtTheBodysProperEndIsACut() throws Exception {
        String half = new String(text("caf\u00e9").getBytes(UTF_8), ISO_8859_1);
        byte[] bytes = (HELLO + half.substring(0, half.indexOf('\u00c3') + 1)).getBytes(ISO_8859_1);
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.write(RawServer.head(200, "Content-Length", "" + bytes.length));
                    connection.write(bytes).flush();
                });
                OpenRouter openRouter = client(server)) {
            failure(StreamInterruptedException.class, StreamEnd.INTERRUPTED, "Hello", openRouter.chat().stream(ASK));
        }
    }

    @Test
    void lineThatIsNoEventIsTold() throws Exception {
        String line = "error: {\"error\":{\"message\":\"GPU lost\"}}\n";
        try (var server = RawServer.answering(stream(HELLO, line));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            var end = failure(StreamInterruptedException.class, StreamEnd.INTERRUPTED, "Hello", stream);
            assertTrue(end.getMessage().contains("GPU lost"), end::getMessage);
        }
    }

    // Not to be read

    @Test
    void eventThatIsNotJsonEndsTheStreamAndSaysWhere() throws Exception {
        String bad = event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":oops}}]}");
        try (var server = RawServer.answering(stream(ROLE, HELLO, bad, STOP, DONE));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            var end = failure(StreamDecodeException.class, StreamEnd.UNDECODABLE, "Hello", stream);
            assertEquals(ROLE.length() + HELLO.length() + bad.indexOf("oops"), end.offset());
            assertEquals("$.choices[0].delta.content", end.path());
            assertTrue(end.excerpt().contains("oops"), end::excerpt);
            assertTrue(end.getMessage().contains("oops"), end::getMessage);
            assertEquals("gen-head", end.generationId());
            assertFalse(end.retryable());
            assertEquals(1, server.connections());
        }
    }

    @Test
    void offsetsCountBlankLinesBeforeTheFirstEvent() throws Exception {
        try (var server = RawServer.answering(stream("\n\r\n", "data: oops\n\n"));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            assertEquals(
                    9,
                    failure(StreamDecodeException.class, StreamEnd.UNDECODABLE, "", stream)
                            .offset());
            assertEquals(15, stream.completion().delivery().bytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    void eventOfAnotherShapeIsNoChunk(Shape shape) throws Exception {
        try (var server = RawServer.answering(stream(HELLO, event(shape.json), DONE));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            var end = failure(StreamDecodeException.class, StreamEnd.UNDECODABLE, "Hello", stream);
            assertTrue(end.excerpt().startsWith(shape.json.substring(0, 1)), end::excerpt);
        }
    }

    private enum Shape {
        LIST("[{\"choices\":[]}]"),
        NUMBER("17"),
        STRING("\"[DONE]\""),
        NULL("null"),
        TWO("{} {}"),
        HALF("{\"choices\":["),
        HTML("<html>");

        final String json;

        Shape(String json) {
            this.json = json;
        }
    }

    @Test
    void eventOverTheLimitEndsTheStream() throws Exception {
        String large = text("x".repeat(2000));
        try (var server = RawServer.answering(stream(HELLO, large, STOP, DONE));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK, options -> options.maxEventBytes(1000));
            var end = failure(StreamDecodeException.class, StreamEnd.UNDECODABLE, "Hello", stream);
            assertEquals(HELLO.length(), end.offset());
            assertTrue(end.getMessage().contains("1000"), end::getMessage);
            assertEquals("Hello", whole(openRouter.chat().stream(ASK)).text().substring(0, 5));
        }
    }
}
