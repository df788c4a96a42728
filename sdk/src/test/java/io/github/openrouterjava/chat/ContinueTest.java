package io.github.openrouterjava.chat;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.chat.Wires.ASK;
import static io.github.openrouterjava.chat.Wires.DONE;
import static io.github.openrouterjava.chat.Wires.LONG;
import static io.github.openrouterjava.chat.Wires.ROLE;
import static io.github.openrouterjava.chat.Wires.STOP;
import static io.github.openrouterjava.chat.Wires.USAGE;
import static io.github.openrouterjava.chat.Wires.answer;
import static io.github.openrouterjava.chat.Wires.client;
import static io.github.openrouterjava.chat.Wires.event;
import static io.github.openrouterjava.chat.Wires.failure;
import static io.github.openrouterjava.chat.Wires.head;
import static io.github.openrouterjava.chat.Wires.inTurn;
import static io.github.openrouterjava.chat.Wires.stream;
import static io.github.openrouterjava.chat.Wires.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.RawServer;
import io.github.openrouterjava.call.Clock;
import io.github.openrouterjava.call.EndPolicy;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.http.JdkHttpTransport;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that break off after content, and are continued where that is wanted and can be right. */
@Timeout(60)
class ContinueTest {
    private static final JdkHttpTransport JDK = JdkHttpTransport.create(LONG);
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
            assertEquals(List.of(seam), stream.seams());
            assertEquals(BEGIN.length(), seam.at());
            assertEquals(repeated, seam.repeated());
            assertEquals("gen-head", seam.generationId());
            assertTrue(seam.failure().contains("The body ended"), seam.failure());
            assertEquals(List.of(), whole.delivery().retries(), "a break after content is no retry");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyCutOfAStreamContinuedInEveryWayIsTheWholeAnswer(boolean jdk) throws Exception {
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
                assertWhole(whole, body.substring(0, cut), way, jdk, "cut at " + cut + ", way " + way);
            }
        }
    }

    /** The first connection breaks off, each other one answers as a model does that was given what has come. */
    private static void assertWhole(String whole, String cut, int way, boolean jdk, String what) throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (var server = RawServer.answering(inTurn(
                        connection -> {
                            connection.readRequest();
                            String last = cut.length() % 2 == 0 ? RawServer.lastChunk() : ""; // or a broken connection
                            connection.send(head() + (cut.isEmpty() ? "" : chunk(cut)) + last);
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
                OpenRouter openRouter = over(server, jdk)) {
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

    @RepeatedTest(50)
    void howeverOftenItBreaksNothingIsLostAndNothingTwice(RepetitionInfo run) throws Exception {
        var random = new Random(run.getCurrentRepetition());
        String whole = StitcherTest.text(random);
        try (var server = RawServer.answering(connection -> {
                    String sent = prefill(connection.readRequest());
                    int repeats = random.nextInt(3) == 0 ? sent.length() : 2 * Stitcher.SHORTEST;
                    boolean goesOn = random.nextBoolean() || sent.length() < 2 * Stitcher.SHORTEST;
                    int from = goesOn ? sent.length() : sent.length() - Math.min(repeats, sent.length());
                    int to = random.nextInt(4) == 0 ? whole.length() : from + random.nextInt(whole.length() - from + 1);
                    connection.send(head());
                    for (int i = from; i < to; ) {
                        int n = Math.min(to - i, 1 + random.nextInt(20));
                        connection.send(chunk(
                                text(Json.of(whole.substring(i, i + n)).toText().replaceAll("^\"|\"$", ""))));
                        i += n;
                    }
                    boolean ends = to == whole.length();
                    connection.send(chunk(ends ? STOP + DONE : random.nextBoolean() ? OVERLOADED : ":\n\n"));
                    connection.send(random.nextBoolean() ? RawServer.lastChunk() : "");
                });
                OpenRouter openRouter = Wires.builder(server)
                        .retry(new RetryPolicy(1000, Duration.ZERO, Duration.ZERO))
                        .build()) {
            ChatStream stream = continued(openRouter, 1000);
            var given = new StringBuilder();
            for (ChatCompletionChunk chunk : stream) {
                given.append(chunk.text());
                assertTrue(whole.startsWith(given.toString()), () -> "given: " + given);
            }
            assertEquals(whole, given.toString());
            assertEquals(whole, stream.completion().text());
            int attempts = 1
                    + stream.seams().size()
                    + stream.completion().delivery().retries().size();
            assertEquals(server.connections(), attempts);
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

    // What is asked

    @Test
    void requestIsTheSameWithWhatHasComeAsItsLastMessage() throws Exception {
        List<ChatRequest> asked = new CopyOnWriteArrayList<>();
        try (var server = server(asked, text("Hello, "), text("wor") + text("ld \\n\\n"), STOP);
                OpenRouter openRouter = client(server)) {
            ChatRequest request = ASK.maxTokens(7).temperature(0.5).stop("end");
            ChatStream stream = openRouter.chat().stream(request, options -> options.continuations(2));
            assertEquals("Hello, world \n\n", given(stream));
            ChatRequest streamed = request.stream(true);
            assertEquals(streamed, asked.get(0));
            assertEquals(streamed.add(Message.assistant("Hello,")), asked.get(1), "without the blanks at its end");
            assertEquals(streamed.add(Message.assistant("Hello, world")), asked.get(2));
        }
    }

    @Test
    void beginThatTheRequestGivesIsOneMessageWithWhatHasCome() throws Exception {
        var cached = new ContentPart.Text("Nay: ", JsonObject.of("type", Json.of("ephemeral")), null, JsonObject.EMPTY);
        List<Message> begins = List.of(
                Message.assistant("Yes and Nay: "),
                assistant(new Content.Parts(List.of(ContentPart.text("Yes and "), cached))));
        for (Message begin : begins) {
            List<ChatRequest> asked = new CopyOnWriteArrayList<>();
            try (var server = server(asked, text("one "), text("Yes and Nay: one two") + STOP);
                    OpenRouter openRouter = client(server)) {
                ChatStream stream = openRouter.chat().stream(ASK.add(begin), options -> options.continuations(1));
                assertEquals("one Yes and Nay: one two", given(stream), "too short to be known as a repetition");
                List<Message> messages = asked.get(1).messages();
                assertEquals(2, messages.size());
                var sent = assertInstanceOf(Message.Assistant.class, messages.getLast());
                assertEquals("Yes and Nay: one", sent.text());
                if (sent.content() instanceof Content.Parts(List<ContentPart> parts)) {
                    assertEquals(
                            List.of("Yes and ", "Nay: one"),
                            parts.stream().map(ContinueTest::textOf).toList());
                    assertNotNull(((ContentPart.Text) parts.getLast()).cacheControl());
                }
            }
        }
    }

    @Test
    void answerOfBlanksAloneIsAskedForAnew() throws Exception {
        List<ChatRequest> asked = new CopyOnWriteArrayList<>();
        try (var server = server(asked, text("\\n\\n"), text("\\n") + text("\\nHello") + STOP);
                OpenRouter openRouter = client(server)) {
            assertEquals("\n\nHello", given(continued(openRouter, 1)));
            assertEquals(asked.get(0), asked.get(1), "an empty begin is refused by some providers");
        }
    }

    // What is held back

    @Test
    void whatIsHeldBackIsGivenAtTheEnd() throws Exception {
        try (var server = RawServer.answering(
                        inTurn(stream(text(BEGIN)), stream(text(" a time "), text("there"), DONE)));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = continued(openRouter, 1);
            assertEquals(BEGIN + " a time there", given(stream));
            assertEquals(BEGIN + " a time there", stream.completion().text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "length"})
    void whatIsHeldBackIsGivenWithTheFinishReasonThoughTheConnectionBreaks(String reason) throws Exception {
        try (var server = RawServer.answering(inTurn(stream(text(BEGIN)), connection -> {
                    connection.readRequest();
                    connection.send(head() + chunk(text(" a time ") + text("there") + Wires.finish(reason)));
                }));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = continued(openRouter, 1);
            assertEquals(BEGIN, stream.next().text());
            assertEquals("", stream.next().text());
            assertEquals("", stream.next().text());
            ChatCompletionChunk last = stream.next();
            assertEquals(" a time there", last.text());
            assertEquals(reason, last.choices().getFirst().finishReason().value());
            assertNull(stream.next());
            assertEquals(BEGIN + " a time there", stream.completion().text());
        }
    }

    @Test
    void whatIsHeldBackIsGivenWhereNothingFollows() throws Exception {
        try (var server = RawServer.answering(inTurn(stream(text(BEGIN)), stream(text(" a time "), text("there"))));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(
                    ASK, options -> options.continuations(1).retry(RetryPolicy.NONE));
            var given = new StringBuilder();
            var end = assertThrows(StreamInterruptedException.class, () -> {
                for (ChatCompletionChunk chunk : stream) {
                    assertEquals(StreamEnd.OPEN, stream.end());
                    given.append(chunk.text());
                }
            });
            assertEquals(BEGIN + " a time there", given.toString());
            assertEquals(BEGIN + " a time there", end.completion().text());
            assertTrue(
                    end.getMessage().endsWith("It was not continued: the limit of 1 continuations is reached"),
                    end::getMessage);
            assertEquals(1, end.completion().delivery().seams().size());
        }
    }

    @Test
    void whatIsHeldBackIsNotGivenWhereItIsMadeAnew() throws Exception {
        try (var server = RawServer.answering(inTurn(
                        stream(text(BEGIN)),
                        stream(text("Once upon a time there")),
                        stream(text(BEGIN + REST), STOP, DONE)));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = continued(openRouter, 1);
            assertEquals(BEGIN + REST, given(stream));
            assertEquals(1, stream.completion().delivery().retries().size(), "nothing was given: it is tried again");
        }
    }

    @Test
    void whatIsHeldBackIsNotLostToAnAttemptThatBringsNothing() throws Exception {
        try (var server = RawServer.answering(
                        inTurn(stream(text(BEGIN)), stream(text("Once upon a time there")), stream(ROLE)));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = continued(openRouter, 1);
            failure(StreamInterruptedException.class, StreamEnd.INTERRUPTED, BEGIN + "Once upon a time there", stream);
        }
    }

    @Test
    void failureThatIsReportedDoesNotGiveWhatIsHeldBack() throws Exception {
        try (var server = RawServer.answering(inTurn(
                        stream(text(BEGIN)),
                        stream(text("Once upon a time there"), OVERLOADED),
                        stream(text(BEGIN + REST), USAGE, STOP, DONE)));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = continued(openRouter, 1);
            assertEquals(BEGIN + REST, given(stream));
            ChatCompletion whole = stream.completion();
            assertNull(whole.delivery().tokensPerSecond(whole.usage()), "usage is the last call's alone");
        }
    }

    @Test
    void toolCallEndsHoldingBack() throws Exception {
        String call = event("{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\","
                + "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}");
        try (var server = RawServer.answering(
                        inTurn(stream(text(BEGIN)), stream(text("there"), call, Wires.finish("tool_calls"), DONE)));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = continued(openRouter, 1);
            for (ChatCompletionChunk chunk : stream) {
                boolean calls = stream.completion().text().endsWith("there");
                assertEquals(calls, !stream.completion().toolCalls().isEmpty(), () -> "at " + chunk);
            }
            assertEquals(BEGIN + "there", stream.completion().text());
            assertEquals("f", stream.completion().toolCalls().getFirst().name());
        }
    }

    @Test
    void textThatComesAsPartsIsJoinedToo() throws Exception {
        String parts = event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":"
                + "[{\"type\":\"text\",\"text\":\"Hm\"}]},{\"type\":\"text\",\"text\":\"" + BEGIN + " one\"}]}}]}");
        try (var server = RawServer.answering(inTurn(stream(text(BEGIN)), stream(parts, STOP)));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = continued(openRouter, 1);
            assertEquals(BEGIN + " one", given(stream));
            assertEquals(BEGIN + " one", stream.completion().text());
            assertEquals("Hm", stream.completion().reasoning());
        }
    }

    @Test
    void closingWhileTextIsHeldBackEndsAtOnce() throws Exception {
        try (var server = RawServer.answering(inTurn(stream(text(BEGIN)), connection -> {
                    connection.readRequest();
                    connection.send(head() + chunk(text("Once upon")));
                    assertTrue(connection.awaitClosedByPeer(LONG));
                }));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = continued(openRouter, 1);
            assertEquals(BEGIN, stream.next().text());
            assertEquals("", stream.next().text());
            stream.close();
            var end = assertThrows(StreamCancelledException.class, stream::next);
            assertEquals(BEGIN + "Once upon", end.completion().text(), "what was held back has come");
        }
    }

    // What ends it

    @Test
    void nothingIsContinuedUnlessThatIsWanted() throws Exception {
        try (var server = RawServer.answering(stream(text(BEGIN)));
                OpenRouter openRouter = client(server)) {
            var end = failure(
                    StreamInterruptedException.class, StreamEnd.INTERRUPTED, BEGIN, openRouter.chat().stream(ASK));
            assertEquals(1, server.connections());
            assertTrue(!end.getMessage().contains("continued"), end::getMessage);
            assertEquals(List.of(), end.completion().delivery().seams());
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(ASK, "a tool call has begun", delta("\"tool_calls\":[{\"index\":0,\"id\":\"c\"}]")),
                refusal(ASK, "a tool call has begun", delta("\"function_call\":{\"name\":\"f\"}")),
                refusal(ASK, "signed or encrypted", detail("text", "\"text\":\"Hm\",\"signature\":\"s\"")),
                refusal(ASK, "signed or encrypted", detail("encrypted", "\"data\":\"s\"")),
                refusal(ASK, "signed or encrypted", detail("of.tomorrow", "\"x\":1")),
                refusal(ASK, "not of text alone", delta("\"images\":[{\"type\":\"image_url\"}]")),
                refusal(ASK, "not of text alone", delta("\"audio\":{\"id\":\"a\"}")),
                refusal(ASK, "not of text alone", delta("\"content\":[{\"type\":\"film\"}]")),
                refusal(ASK, "it is a refusal", delta("\"refusal\":\"No.\"")),
                refusal(ASK, "several choices", event("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"B\"}}]}")),
                refusal(ASK, "log probabilities", event("{\"choices\":[{\"index\":0,\"logprobs\":{\"content\":[]}}]}")),
                refusal(ASK.n(2), "several choices", ""),
                refusal(ASK.logprobs(true), "log probabilities", ""),
                refusal(ASK.topLogprobs(2), "log probabilities", ""),
                refusal(ASK.structuredOutputs(true), "its form is given", ""),
                refusal(ASK.responseFormat(ResponseFormat.jsonObject()), "its form is given", ""),
                refusal(ASK.responseFormat(ResponseFormat.grammar("a")), "its form is given", ""),
                refusal(new ChatRequest("m", List.of(), JsonObject.EMPTY).prompt("Once"), "no messages", ""),
                refusal(ASK.add(callOf()), "more than the begin of a text", ""));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refusals")
    void whatCantBeContinuedIsNotAndSaysWhy(ChatRequest request, String why, String chunk) throws Exception {
        for (String last : new String[] {"", OVERLOADED}) {
            try (var server = RawServer.answering(stream(text(BEGIN), chunk + last));
                    OpenRouter openRouter = client(server)) {
                ChatStream stream = openRouter.chat().stream(request, options -> options.continuations(2));
                var end = assertThrows(StreamException.class, () -> stream.forEach(any -> {}));
                assertTrue(end.getMessage().contains("It was not continued: "), end::getMessage);
                assertTrue(end.getMessage().contains(why), end::getMessage);
                assertEquals(BEGIN, end.completion().text());
                assertEquals(1, server.connections());
            }
        }
    }

    @Test
    void reasoningWithoutTextIsNotContinued() throws Exception {
        try (var server = RawServer.answering(stream(delta("\"reasoning\":\"Hm\"")));
                OpenRouter openRouter = client(server)) {
            var end = failure(StreamInterruptedException.class, StreamEnd.INTERRUPTED, "", continued(openRouter, 1));
            assertTrue(end.getMessage().endsWith("It was not continued: no text has come"), end::getMessage);
        }
    }

    @Test
    void unsignedReasoningStaysAndThatOfTheContinuationIsItsOwn() throws Exception {
        try (var server = RawServer.answering(inTurn(
                        stream(detail("text", "\"index\":0,\"text\":\"Hm.\""), text(BEGIN)),
                        stream(detail("text", "\"index\":0,\"text\":\"Ah.\",\"signature\":\"s\""), text(REST), STOP)));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = continued(openRouter, 1);
            assertEquals(BEGIN + REST, given(stream));
            List<ReasoningDetail> details = stream.completion().message().reasoningDetails();
            assertEquals(
                    List.of("Hm.", "Ah."),
                    details.stream().map(ReasoningDetail::readable).toList());
            assertNull(((ReasoningDetail.Text) details.getFirst()).signature(), "one is not signed for the other");
        }
    }

    @Test
    void summaryOfReasoningIsNotSigned() throws Exception {
        try (var server = RawServer.answering(inTurn(
                        stream(detail("summary", "\"index\":0,\"summary\":\"Hm.\""), text(BEGIN)),
                        stream(text(REST), STOP)));
                OpenRouter openRouter = client(server)) {
            assertEquals(BEGIN + REST, given(continued(openRouter, 1)));
        }
    }

    @Test
    void answerThatHasItsFinishReasonIsNotContinued() throws Exception {
        try (var server = RawServer.answering(stream(text(BEGIN), STOP));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(
                    ASK, options -> options.continuations(1).endPolicy(EndPolicy.DONE));
            var end = failure(StreamInterruptedException.class, StreamEnd.INTERRUPTED, BEGIN, stream);
            assertTrue(end.getMessage().endsWith("the server has ended it"), end::getMessage);
            assertEquals(1, server.connections());
        }
    }

    @Test
    void errorThatMakesNoSenseToAskAfterIsNotContinued() throws Exception {
        String refused = event("{\"error\":{\"code\":403,\"message\":\"Flagged\"}}");
        try (var server = RawServer.answering(stream(text(BEGIN), refused));
                OpenRouter openRouter = client(server)) {
            var end = failure(StreamErrorException.class, StreamEnd.ERROR, BEGIN, continued(openRouter, 1));
            assertEquals("The answer failed (403): Flagged", end.getMessage());
            assertEquals(1, server.connections());
        }
    }

    @Test
    void waitThatIsTooLongIsNotWaited() throws Exception {
        String busy = event("{\"error\":{\"code\":503,\"message\":\"Busy\","
                + "\"availability\":{\"retryable\":true,\"retry_after\":3600}}}");
        try (var server = RawServer.answering(stream(text(BEGIN), busy));
                OpenRouter openRouter = client(server)) {
            var end = failure(StreamErrorException.class, StreamEnd.ERROR, BEGIN, continued(openRouter, 1));
            assertTrue(end.getMessage().endsWith("the wait for it would be too long"), end::getMessage);
        }
    }

    @Test
    void undecodableEventIsNotContinued() throws Exception {
        try (var server = RawServer.answering(stream(text(BEGIN), event("{nonsense}")));
                OpenRouter openRouter = client(server)) {
            failure(StreamDecodeException.class, StreamEnd.UNDECODABLE, BEGIN, continued(openRouter, 1));
            assertEquals(1, server.connections());
        }
    }

    @Test
    void idleClockIsABreakAndTheTotalClockIsTheEnd() throws Exception {
        RawServer.Script stalled = connection -> {
            connection.readRequest();
            connection.send(head() + chunk(text(BEGIN)));
            assertTrue(connection.awaitClosedByPeer(LONG));
        };
        var brief = Duration.ofMillis(100);
        try (var server = RawServer.answering(inTurn(stalled, stream(text(REST), STOP), stalled));
                OpenRouter openRouter = client(server)) {
            ChatStream idle = openRouter.chat().stream(
                    ASK,
                    options -> options.continuations(1).clocks(options.clocks().idle(brief)));
            assertEquals(BEGIN + REST, given(idle));
            assertTrue(idle.completion().delivery().seams().getFirst().failure().contains("idle clock"));
            ChatStream total = openRouter.chat().stream(
                    ASK,
                    options -> options.continuations(1).clocks(options.clocks().total(brief)));
            var end = failure(StreamTimeoutException.class, StreamEnd.TIMEOUT, BEGIN, total);
            assertEquals(Clock.TOTAL, end.clock());
            assertEquals(3, server.connections());
        }
    }

    @Test
    void closingEndsTheWaitForTheContinuation() throws Exception {
        var waits = new CountDownLatch(1);
        try (var server = RawServer.answering(stream(text(BEGIN)));
                OpenRouter openRouter = Wires.builder(server)
                        .retry(new RetryPolicy(1, Duration.ofHours(1), Duration.ofHours(1)))
                        .log(new Lines(waits))
                        .build()) {
            ChatStream stream = continued(openRouter, 1);
            Thread.ofVirtual().start(() -> {
                try {
                    waits.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                stream.close();
            });
            var end = assertThrows(StreamCancelledException.class, () -> stream.forEach(any -> {}));
            assertEquals(BEGIN, end.completion().text());
            assertEquals(List.of(), stream.seams());
            assertEquals(1, server.connections());
        }
    }

    // Where the continuation fails

    @Test
    void modelThatRefusesToGoOnEndsItWithAllThatCame() throws Exception {
        String refused =
                "{\"error\":{\"code\":400,\"message\":\"This model does not support assistant message prefill.\"}}";
        try (var server = RawServer.answering(inTurn(stream(text(BEGIN)), answer(400, refused)));
                OpenRouter openRouter = client(server)) {
            var end = failure(StreamInterruptedException.class, StreamEnd.INTERRUPTED, BEGIN, continued(openRouter, 3));
            assertTrue(end.getMessage().contains("could not be continued: "), end::getMessage);
            assertTrue(end.getMessage().contains("assistant message prefill"), end::getMessage);
            assertInstanceOf(ApiException.class, end.getCause());
            assertEquals(2, server.connections(), "it would refuse again");
        }
    }

    @Test
    void failureBeforeContentIsTriedAgainAsEver() throws Exception {
        try (var server = RawServer.answering(inTurn(
                        stream(text(BEGIN)),
                        answer(503, "{}"),
                        stream(ROLE, OVERLOADED, USAGE),
                        stream(text(REST), STOP)));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = continued(openRouter, 1);
            assertEquals(BEGIN + REST, given(stream));
            ChatCompletion whole = stream.completion();
            assertNull(whole.error());
            assertNull(whole.usage());
            assertEquals(2, whole.delivery().retries().size());
            assertEquals(1, whole.delivery().seams().size());
            assertEquals(FinishReason.STOP, whole.finishReason());
        }
    }

    @Test
    void attemptsThatAreUsedUpEndIt() throws Exception {
        try (var server = RawServer.answering(inTurn(stream(text(BEGIN)), answer(503, "{}")));
                OpenRouter openRouter = client(server)) {
            var end = failure(StreamInterruptedException.class, StreamEnd.INTERRUPTED, BEGIN, continued(openRouter, 3));
            assertEquals(4, server.connections());
            assertEquals(2, end.completion().delivery().retries().size());
        }
    }

    @Test
    void hiddenErrorIsToldWhereItIsNotGotOver() throws Exception {
        try (var server = RawServer.answering(
                        inTurn(stream(text("One, ")), stream(text("two"), OVERLOADED, USAGE, DONE)));
                OpenRouter openRouter = client(server)) {
            var end = failure(StreamErrorException.class, StreamEnd.ERROR, "One, two", continued(openRouter, 1));
            assertTrue(end.getMessage().contains("Overloaded"), end::getMessage);
            assertEquals(5, end.completion().usage().totalTokens());
        }
    }

    @Test
    void wholeAnswerInPlaceOfAContinuationLosesNothing() throws Exception {
        String whole = "{\"choices\":[{\"message\":{\"content\":\"All\"},\"finish_reason\":\"stop\"}]}";
        for (String body : new String[] {whole, event(whole)}) {
            try (var server = RawServer.answering(inTurn(stream(text(BEGIN)), stream(body)));
                    OpenRouter openRouter = client(server)) {
                failure(StreamDecodeException.class, StreamEnd.UNDECODABLE, BEGIN, continued(openRouter, 1));
            }
        }
    }

    /** Opens the latch at the line that says that a continuation is waited for. */
    private record Lines(CountDownLatch waits) implements System.Logger {
        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String line, Throwable thrown) {}

        @Override
        public void log(Level level, ResourceBundle bundle, String line, Object... parameters) {
            if (line.startsWith("continuing in ")) {
                waits.countDown();
            }
        }
    }

    private static Arguments refusal(ChatRequest request, String why, String chunk) {
        return Arguments.of(request, why, chunk);
    }

    private static String delta(String members) {
        return event("{\"choices\":[{\"index\":0,\"delta\":{" + members + "}}]}");
    }

    private static String detail(String type, String members) {
        return delta("\"reasoning_details\":[{\"type\":\"reasoning." + type + "\"," + members + "}]");
    }

    private static Message callOf() {
        return Message.parse("{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}");
    }

    private static Message assistant(Content content) {
        return new Message.Assistant(
                Role.ASSISTANT,
                content,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                JsonObject.EMPTY);
    }

    private static String textOf(ContentPart part) {
        return String.valueOf(((ContentPart.Text) part).text());
    }

    /** Sends these streams in turn, and notes what is asked. */
    private static RawServer server(List<ChatRequest> asked, String... streams) throws IOException {
        return RawServer.answering(connection -> {
            asked.add(ChatRequest.parse(connection.readRequest().text()));
            String body = streams[asked.size() - 1];
            connection.send(head() + chunk(body) + RawServer.lastChunk());
        });
    }

    private static OpenRouter over(RawServer server, boolean jdk) {
        OpenRouter.Builder builder = Wires.builder(server);
        return jdk ? builder.transport(JDK).build() : builder.build();
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
