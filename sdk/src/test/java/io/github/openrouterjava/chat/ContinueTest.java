package io.github.openrouterjava.chat;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.chat.Wires.ASK;
import static io.github.openrouterjava.chat.Wires.DONE;
import static io.github.openrouterjava.chat.Wires.ROLE;
import static io.github.openrouterjava.chat.Wires.STOP;
import static io.github.openrouterjava.chat.Wires.USAGE;
import static io.github.openrouterjava.chat.Wires.client;
import static io.github.openrouterjava.chat.Wires.event;
import static io.github.openrouterjava.chat.Wires.head;
import static io.github.openrouterjava.chat.Wires.inTurn;
import static io.github.openrouterjava.chat.Wires.stream;
import static io.github.openrouterjava.chat.Wires.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.RawServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that break off after content, and are continued where that is wanted and can be right. */
@Timeout(60)
class ContinueTest {
    private static final String BEGIN = "Once upon a time there was a king who had";
    private static final String REST = " three daughters.";
    private static final String OVERLOADED = event("{\"error\":{\"code\":502,\"message\":\"Overloaded\"},"
            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}");

    // How a continuation begins

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of("goes on", REST, 0),
                Arguments.of("repeats the end", "time there was a king who had" + REST, 29),
                Arguments.of("begins anew", BEGIN + REST, BEGIN.length()),
                Arguments.of("begins anew behind a blank", "\\n" + BEGIN + REST, BEGIN.length()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void answerIsWholeHoweverTheModel(String way, String continuation, int repeated) throws Exception {
        try (var server = RawServer.answering(
                        inTurn(stream(ROLE, text(BEGIN)), stream(ROLE, text(continuation), STOP, DONE)));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = continued(openRouter, 1);
            assertEquals(BEGIN + REST, given(stream));
            ChatCompletion whole = stream.completion();
            assertEquals(StreamEnd.COMPLETE, stream.end());
            assertEquals(BEGIN + REST, whole.text());
            assertEquals(FinishReason.STOP, whole.finishReason());
            Delivery.Seam seam = whole.delivery().seams().getFirst();
            assertEquals(1, whole.delivery().seams().size());
            assertEquals(BEGIN.length(), seam.at());
            assertEquals(repeated, seam.repeated());
            assertEquals("gen-head", seam.generationId());
            assertTrue(seam.failure().contains("The body ended"), seam.failure());
            assertEquals(List.of(), whole.delivery().retries(), "a break after content is no retry");
        }
    }

    @Test
    void everyCutOfAStreamContinuedInEveryWayIsTheWholeAnswer() throws Exception {
        String[] pieces = {
            "Once upon", " a time ", "\\n\\nthere was a k", "ing who had  ", "three daughters.", " The end."
        };
        String whole = String.join("", pieces).replace("\\n", "\n");
        var body = new StringBuilder(": OPENROUTER PROCESSING\n\n" + ROLE);
        for (String piece : pieces) {
            body.append(text(piece));
        }
        body.append(STOP).append(USAGE).append(DONE);
        for (int cut = 0; cut <= body.length(); cut++) {
            for (int way = 0; way < 3; way++) {
                assertWhole(whole, body.substring(0, cut), way, "cut at " + cut + ", way " + way);
            }
        }
    }

    /** The first connection breaks off, each other one answers as a model does that was given what has come. */
    private static void assertWhole(String whole, String cut, int way, String what) throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (var server = RawServer.answering(inTurn(
                        connection -> {
                            connection.readRequest();
                            connection.send(head() + (cut.isEmpty() ? "" : chunk(cut)) + RawServer.lastChunk());
                        },
                        connection -> {
                            String sent = prefill(connection.readRequest());
                            asked.add(sent);
                            assertTrue(whole.startsWith(sent), what + ": " + sent);
                            int from = way == 0 ? sent.length() : way == 1 ? Math.max(0, sent.length() - 30) : 0;
                            from = sent.length() - from < Stitcher.SHORTEST + 4
                                    ? sent.length()
                                    : from; // too short to be known
                            connection.send(head());
                            for (int i = from; i < whole.length(); i += 7) {
                                String piece = whole.substring(i, Math.min(whole.length(), i + 7));
                                connection.send(chunk(text(piece.replace("\n", "\\n"))));
                            }
                            connection.send(chunk(STOP + DONE) + RawServer.lastChunk());
                        }));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = continued(openRouter, 1);
            try {
                assertEquals(whole, given(stream), what);
                assertEquals(StreamEnd.COMPLETE, stream.end(), what);
            } catch (StreamInterruptedException end) {
                assertTrue(cut.contains("\"stop\""), what);
                assertTrue(end.getMessage().endsWith("the server has ended it"), end::getMessage);
            }
            assertEquals(whole, stream.completion().text(), what);
        }
    }

    private static String prefill(RawServer.Request request) {
        List<Message> messages = ChatRequest.parse(request.text()).messages();
        return messages.getLast() instanceof Message.Assistant begun ? begun.text() : "";
    }

    @Test
    void continuationThatBreaksOffIsContinued() throws Exception {
        try (var server = RawServer.answering(inTurn(
                        stream(text("One, ")),
                        stream(text("two, ")),
                        stream(text("three"), OVERLOADED, USAGE, DONE),
                        stream(text("."), STOP, DONE)));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = continued(openRouter, 3);
            assertEquals("One, two, three.", given(stream));
            List<Delivery.Seam> seams = stream.completion().delivery().seams();
            assertEquals(
                    List.of(5, 10, 15), seams.stream().map(Delivery.Seam::at).toList());
            assertTrue(seams.getLast().failure().contains("Overloaded"));
            assertEquals(5, seams.getLast().usage().totalTokens(), "each call's usage is its own");
            assertNull(stream.completion().usage());
            assertNull(stream.completion().error());
            assertEquals(FinishReason.STOP, stream.completion().finishReason());
        }
    }

    private static ChatStream continued(OpenRouter openRouter, int atMost) {
        return openRouter.chat().stream(ASK, options -> options.continuations(atMost));
    }

    /** The text as it was given, piece by piece. */
    private static String given(ChatStream stream) {
        var given = new StringBuilder();
        for (ChatCompletionChunk chunk : stream) {
            assertNull(chunk.error(), "what is got over is not told as a failure");
            given.append(chunk.text());
        }
        return given.toString();
    }
}
