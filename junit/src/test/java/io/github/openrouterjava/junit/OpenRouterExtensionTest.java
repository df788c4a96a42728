package io.github.openrouterjava.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.StreamInterruptedException;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.offline.Answer;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Tests that use the extension, run as a build would, and what becomes of them. */
@Timeout(60)
class OpenRouterExtensionTest {
    private static final ChatRequest WHY = ChatRequest.of("any/model", Message.user("Why?"));

    private static TestExecutionSummary run(Class<?> tests) {
        var listener = new SummaryGeneratingListener();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
                .build();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    private static void passes(Class<?> tests, int count) {
        TestExecutionSummary summary = run(tests);
        summary.getFailures().forEach(failure -> {
            throw new AssertionError(failure.getTestIdentifier().getDisplayName(), failure.getException());
        });
        assertEquals(count, summary.getTestsSucceededCount());
    }

    private static Throwable failure(Class<?> tests) {
        List<TestExecutionSummary.Failure> failures = run(tests).getFailures();
        assertEquals(1, failures.size(), failures::toString);
        return failures.getFirst().getException();
    }

    @ExtendWith(OpenRouterExtension.class)
    static class Working {
        @BeforeEach
        void theServerIsTheTestsOwn(OpenRouterStub server) {
            server.answers(Answer.of("Hi"));
        }

        @Test
        void aCutAnswerIsNotTakenForAWholeOne(OpenRouterStub server, OpenRouter openRouter) {
            assertEquals("Hi", openRouter.chat().complete(WHY).text());
            server.answers(Answer.of("The sky is").cut());
            var stream = openRouter.chat().stream(WHY);
            var cut = assertThrows(StreamInterruptedException.class, () -> stream.forEach(chunk -> {}));
            assertEquals("The sky is", cut.completion().text());
        }

        @Test
        void requestsAreKeptAsTheyCame(OpenRouterStub server, OpenRouter openRouter) {
            openRouter.chat().complete(WHY.temperature(0.5).with("odd", Json.of(true)));
            ReceivedRequest received = server.requests().getFirst();
            assertEquals("POST", received.method());
            assertEquals("/api/v1/chat/completions", received.path());
            assertEquals("Bearer sk-or-test", received.headers().first("authorization"));
            assertEquals(List.of(Message.user("Why?")), received.chat().messages());
            assertEquals(
                    Json.parse("{\"model\":\"any/model\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}],"
                            + "\"temperature\":0.5,\"odd\":true}"),
                    received.body().with("stream", null));
            assertFalse(received.toString().contains("sk-or-test"), received.toString());
        }

        @Test
        void anAttemptIsMadeOnceUnlessTheTestSaysSo(OpenRouterStub server, OpenRouter openRouter) {
            openRouter.chat().complete(WHY);
            server.answers(Answer.refused(503, "busy"), Answer.refused(503, "busy"), Answer.of("there"));
            assertThrows(ApiException.class, () -> openRouter.chat().complete(WHY));
            var retry = new RetryPolicy(2, Duration.ZERO, Duration.ZERO);
            assertEquals(
                    "there",
                    openRouter
                            .chat()
                            .complete(WHY, options -> options.retry(retry))
                            .text());
            assertEquals(4, server.requests().size());
        }

        @Test
        void whatAnswersOtherwiseNeverRunsOut(OpenRouterStub server, OpenRouter openRouter) {
            server.otherwise(request -> Answer.of(String.valueOf(request.string("model"))));
            assertEquals("Hi", openRouter.chat().complete(WHY).text());
            assertEquals("any/model", openRouter.chat().complete(WHY).text());
            assertEquals("a/b", openRouter.chat().complete(WHY.model("a/b")).text());
        }

        @Test
        void aClientOfTheTestsOwnIsAnsweredToo(OpenRouterStub server) {
            try (var own =
                    OpenRouter.builder().baseUrl(server.baseUrl()).apiKey("any").build()) {
                assertEquals("Hi", own.chat().complete(WHY).text());
            }
        }
    }

    @Test
    void answersAndFaultsAreTakenInTheirOrder() {
        passes(Working.class, 5);
    }

    static class Registered {
        @RegisterExtension
        final OpenRouterExtension extension = new OpenRouterExtension();

        @Test
        void answers(OpenRouterStub server, OpenRouter openRouter) {
            server.answers(Answer.of("Hi"));
            assertEquals("Hi", openRouter.chat().complete(WHY).text());
        }

        @Test
        void withoutAServerThereIsNothingToVerify() {
            assertTrue(true);
        }
    }

    @Test
    void theExtensionCanBeRegisteredByAField() {
        passes(Registered.class, 2);
    }

    @ExtendWith(OpenRouterExtension.class)
    @Execution(ExecutionMode.CONCURRENT)
    static class AtOnce {
        private static final int TESTS = 4;
        private static final CyclicBarrier ALL = new CyclicBarrier(TESTS);
        private static final Set<String> SERVERS = ConcurrentHashMap.newKeySet();

        @RepeatedTest(TESTS)
        void eachHasItsOwnAnswers(OpenRouterStub server, OpenRouter openRouter) throws Exception {
            SERVERS.add(server.baseUrl());
            String mine = server.baseUrl();
            server.answers(Answer.of(mine), Answer.of(mine));
            ALL.await(20, TimeUnit.SECONDS);
            assertEquals(mine, openRouter.chat().complete(WHY).text());
            ALL.await(20, TimeUnit.SECONDS);
            assertEquals(mine, openRouter.chat().complete(WHY).text());
            assertEquals(2, server.requests().size());
        }
    }

    @Test
    void testsThatRunAtTheSameTimeShareNothing() {
        passes(AtOnce.class, AtOnce.TESTS);
        assertEquals(AtOnce.TESTS, AtOnce.SERVERS.size());
    }

    @ExtendWith(OpenRouterExtension.class)
    static class Unanswered {
        @Test
        void asksOnceTooOften(OpenRouterStub server, OpenRouter openRouter) {
            server.answers(Answer.of("Hi"));
            openRouter.chat().complete(WHY);
            openRouter.chat().complete(ChatRequest.of("other/model", Message.user("And why that?")));
        }
    }

    @Test
    void aRequestWithoutAnAnswerIsShown() {
        Throwable failed = failure(Unanswered.class);
        String told = failed.getMessage();
        assertTrue(failed instanceof ApiException, failed::toString);
        for (String part : List.of("no answer was left", "of 1", "other/model", "And why that?")) {
            assertTrue(told.contains(part), told);
        }
    }

    @ExtendWith(OpenRouterExtension.class)
    static class UnansweredAndUnnoticed {
        @Test
        void swallowsWhatTheServerSays(OpenRouter openRouter) {
            assertThrows(ApiException.class, () -> openRouter.chat().complete(WHY));
        }
    }

    @Test
    void aRequestWithoutAnAnswerFailsATestThatDoesNotMind() {
        Throwable failed = failure(UnansweredAndUnnoticed.class);
        assertTrue(failed instanceof AssertionError, failed::toString);
        assertTrue(failed.getMessage().contains("Why?"), failed.getMessage());
    }

    @ExtendWith(OpenRouterExtension.class)
    static class Asserting {
        @Test
        void assertsWhereItAnswers(OpenRouterStub server, OpenRouter openRouter) {
            server.otherwise(request -> {
                assertEquals("other/model", request.string("model"));
                return Answer.of("Hi");
            });
            assertThrows(ApiException.class, () -> openRouter.chat().complete(WHY));
            assertThrows(ApiException.class, () -> openRouter.chat().complete(WHY));
        }
    }

    @Test
    void anAssertionInAnAnswerFailsTheTest() {
        Throwable failed = failure(Asserting.class);
        assertTrue(failed.getMessage().contains("<other/model> but was: <any/model>"), failed.getMessage());
        assertTrue(failed.getCause() instanceof AssertionError, failed::toString);
        assertEquals(1, failed.getSuppressed().length);
    }

    @ExtendWith(OpenRouterExtension.class)
    static class LeftOver {
        @Test
        void asksOnceTooSeldom(OpenRouterStub server, OpenRouter openRouter) {
            server.answers(Answer.of("Hi"), Answer.of("there").toolCall("f", JsonObject.EMPTY));
            openRouter.chat().complete(WHY);
        }
    }

    @Test
    void anAnswerThatNobodyAskedForIsShown() {
        Throwable failed = failure(LeftOver.class);
        assertEquals(
                "1 of 2 answers were not asked for: [Answer.of().text(\"there\").toolCall(\"f{}\")]",
                failed.getMessage());
    }

    @ExtendWith(OpenRouterExtension.class)
    static class FailedBefore {
        @Test
        void fails(OpenRouterStub server) {
            server.answers(Answer.of("Hi"));
            throw new IllegalStateException("of the test's own");
        }
    }

    @Test
    void aTestThatHasFailedIsNotBlamedForAnswersThatAreLeft() {
        Throwable failed = failure(FailedBefore.class);
        assertEquals("of the test's own", failed.getMessage());
        assertEquals(0, failed.getSuppressed().length);
    }

    @ExtendWith(OpenRouterExtension.class)
    static class TooEarly {
        @BeforeAll
        static void wantsAServer(OpenRouterStub server) {
            server.answers(Answer.of("Hi"));
        }

        @Test
        void isNeverRun() {}
    }

    @Test
    void aServerForAWholeClassIsRefused() {
        Throwable failed = failure(TooEarly.class);
        assertTrue(failed.getMessage().contains("belongs to one test"), failed.getMessage());
    }

    @ExtendWith(OpenRouterExtension.class)
    static class Ended {
        private static URI server;

        @Test
        void leavesAStreamOpen(OpenRouterStub stub, OpenRouter openRouter) {
            server = URI.create(stub.baseUrl());
            stub.answers(Answer.of("The sky is").stall());
            openRouter.chat().stream(WHY).next();
        }

        @AfterEach
        void theServerIsStillThere() throws Exception {
            new Socket(server.getHost(), server.getPort()).close();
        }
    }

    @Test
    void behindTheTestTheServerIsGone() {
        passes(Ended.class, 1);
        assertThrows(ConnectException.class, () -> new Socket(Ended.server.getHost(), Ended.server.getPort()));
    }
}
