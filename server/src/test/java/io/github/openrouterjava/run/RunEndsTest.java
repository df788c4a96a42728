package io.github.openrouterjava.run;

import static io.github.openrouterjava.run.Scripted.ASKED;
import static io.github.openrouterjava.run.Scripted.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.call.CallOptions;
import io.github.openrouterjava.call.Clock;
import io.github.openrouterjava.chat.ChatEvent;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatRun;
import io.github.openrouterjava.chat.ClientTool;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.StreamTimeoutException;
import io.github.openrouterjava.chat.Tool;
import io.github.openrouterjava.chat.Tools;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.offline.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run leaves behind that ends while there is still something to do. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunEndsTest {
    private static final Tool WEATHER = Tool.function("weather", "Tells the weather.");
    private static final Answer.Steps CALLS = Answer.of().toolCall("weather", "{\"city\":\"Paris\"}");
    private static final Consumer<ChatRun> CLOSE = ChatRun::close;
    private static final Answer ANSWERS = Answer.of("It is sunny.");

    /** Reads until a tool has started. */
    private static void start(ChatRun run) {
        while (!(run.next() instanceof ChatEvent.ToolStarted)) {
            // what comes before is of no interest
        }
    }

    @Test
    void closingARunThatNobodyReadsInterruptsItsTools() throws Exception {
        var interrupted = new CountDownLatch(1);
        ClientTool stuck = WEATHER.calls(place -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return "never";
        });
        try (var server = Scripted.of(CALLS, ANSWERS)) {
            ChatRun left = server.chat().run(ASKED, Tools.of(stuck));
            try (left) {
                start(left);
            }
            interrupted.await();
            assertEquals(List.of("failed weather CANCELLED", "ended CANCELLED"), told(left));
            assertEquals(1, left.conversation().pendingCalls().size());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aToolThatTakesNoInterruptIsNotHeldByWhatItTells(boolean theRunGoesOn) throws Exception {
        var over = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        ClientTool stubborn = WEATHER.calls((place, context) -> {
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        over.await();
                    }
                    for (int i = 0; i < 1000; i++) {
                        try {
                            context.progress("still there");
                        } catch (InterruptedException e) {
                            continue;
                        }
                    }
                    ended.countDown();
                    return "too late";
                })
                .timeLimit(Duration.ofMillis(50));
        try (var server = Scripted.of(CALLS, ANSWERS);
                ChatRun run = server.chat().run(ASKED, Tools.of(stubborn))) {
            ChatEvent event = run.next();
            while (!(event instanceof ChatEvent.ToolFailed)) {
                event = run.next();
            }
            if (!theRunGoesOn) {
                assertEquals("ended ANSWERED", told(run).getLast());
            }
            over.countDown();
            ended.await();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed", "interrupted"})
    void aResultThatIsThereWhenTheRunEndsIsKept(String how) throws Exception {
        var runs = new CompletableFuture<Thread>();
        ClientTool quick = WEATHER.calls(place -> {
            runs.complete(Thread.currentThread());
            return "sunny";
        });
        try (var server = Scripted.of(CALLS, ANSWERS);
                ChatRun run = server.chat().run(ASKED, Tools.of(quick))) {
            start(run);
            runs.join().join();
            if (how.equals("closed")) {
                CLOSE.accept(run);
            } else {
                Thread.currentThread().interrupt();
            }
            assertEquals(List.of("finished weather sunny", "ended CANCELLED"), told(run));
            assertEquals(how.equals("interrupted"), Thread.interrupted());
            assertEquals(List.of(), run.conversation().pendingCalls());
        }
    }

    @Test
    void interruptingTheReaderWhileAnAnswerComesEndsTheRunAndKeepsTheInterrupt() throws Exception {
        try (var server = Scripted.of(Answer.of("It is").stall())) {
            var reading = new FutureTask<>(() -> {
                try (ChatRun run = server.chat().run(ASKED, Tools.NONE)) {
                    run.next();
                    Thread.currentThread().interrupt();
                    return told(run) + " " + Thread.interrupted();
                }
            });
            Thread.ofVirtual().start(reading); // whose interrupt ends a read
            assertEquals("[ended CANCELLED] true", reading.get());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callsThatATokenLimitCutOffAreNotMadeByAnotherRunEither(boolean here) throws Exception {
        ClientTool never = WEATHER.calls(place -> {
            throw new AssertionError("it ran");
        });
        try (var server = Scripted.of(CALLS.finish("length"), ANSWERS)) {
            Conversation stopped;
            Tools tools = here ? Tools.of(never) : Tools.NONE.and(WEATHER);
            try (ChatRun run = server.chat().run(ASKED, tools, options -> options.steps(1))) {
                assertEquals("ended STEPS", told(run).getLast());
                stopped = Conversation.parse(run.conversation().toJson());
            }
            try (ChatRun run = server.chat().run(stopped, tools)) {
                List<String> told = told(run);
                assertFalse(told.contains("started weather"), told::toString);
                assertEquals("ended ANSWERED", told.getLast());
            }
            String sent = String.valueOf(server.messages(1).getLast().string("content"));
            assertTrue(sent.contains("cut off"), sent);
        }
    }

    @Test
    void aLimitOfAgesIsNone() throws Exception {
        Duration ages = Duration.ofMillis(Long.MAX_VALUE);
        ClientTool sunny = WEATHER.calls(place -> "sunny");
        try (var server = Scripted.of(CALLS, ANSWERS);
                ChatRun run = server.chat()
                        .run(
                                ASKED,
                                Tools.of(sunny),
                                options -> options.time(ages).toolTime(ages))) {
            assertEquals("It is sunny.", run.answer().text());
        }
    }

    @Test
    void closingARunWakesAReaderThatWaitsForATool() throws Exception {
        var runs = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        ClientTool stubborn = WEATHER.calls(place -> {
            runs.countDown();
            while (over.getCount() > 0) {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    continue;
                }
            }
            return "too late";
        });
        try (var server = Scripted.of(CALLS, ANSWERS);
                ChatRun run = server.chat().run(ASKED, Tools.of(stubborn))) {
            Thread reader = Thread.currentThread();
            var closing = new FutureTask<>(() -> {
                runs.await();
                while (reader.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
                CLOSE.accept(run);
                return null;
            });
            Thread.ofVirtual().start(closing);
            assertEquals("ended CANCELLED", told(run).getLast());
            over.countDown();
        }
    }

    @Test
    void aRunThatFailsInterruptsItsTools() throws Exception {
        var interrupted = new CountDownLatch(1);
        var runs = new CountDownLatch(1);
        ClientTool tool = WEATHER.calls((place, context) -> {
            if (!"b".equals(context.call().id())) {
                runs.await();
                return "sunny";
            }
            runs.countDown();
            try {
                return new CountDownLatch(1).await(1, TimeUnit.DAYS);
            } finally {
                interrupted.countDown();
            }
        });
        String call = "{\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"weather\"}}";
        String calls = String.join(",", call.formatted("a"), call.formatted("a"), call.formatted("b"));
        Conversation doubled = Conversation.of(ChatRequest.parse(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[" + calls + "]}]}"));
        try (var server = Scripted.of(ANSWERS)) {
            ChatRun run = server.chat().run(doubled, Tools.of(tool)); // is not closed
            var refused = assertThrows(IllegalArgumentException.class, run::answer);
            assertTrue(refused.getMessage().contains("no call with the id a"), refused.getMessage());
            interrupted.await();
            assertEquals(refused, assertThrows(IllegalArgumentException.class, run::next));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aToolThatTakesTooLongIsInterruptedAndItsResultNotHeard(boolean itsOwn) throws Exception {
        Duration brief = Duration.ofMillis(50);
        Duration ages = Duration.ofDays(1);
        var slow = new CompletableFuture<Thread>();
        ClientTool late = WEATHER.calls(place -> {
            slow.complete(Thread.currentThread());
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                return "too late";
            }
            return "never";
        });
        ClientTool other = Tool.function("tides", "Tells the tides.").calls(place -> {
            slow.join().join(); // only ends by the interrupt
            return "high";
        });
        Tools tools = itsOwn ? Tools.of(late.timeLimit(brief), other) : Tools.of(late, other.timeLimit(ages));
        try (var server = Scripted.of(CALLS.toolCall("tides", "{}"), ANSWERS);
                ChatRun run = server.chat().run(ASKED, tools, options -> options.toolTime(itsOwn ? ages : brief))) {
            List<String> told = told(run);
            assertTrue(told.contains("failed weather TIMED_OUT"), told::toString);
            assertTrue(told.contains("finished tides high"), told::toString);
            assertEquals("ended ANSWERED", told.getLast());
        }
    }

    @Test
    void aToolThatTellsMuchWaitsForTheReader() throws Exception {
        var runs = new CompletableFuture<Thread>();
        var told = new AtomicInteger();
        ClientTool talks = WEATHER.calls((place, context) -> {
            runs.complete(Thread.currentThread());
            while (told.get() < 10_000) {
                context.progress("at " + told.incrementAndGet());
            }
            return "sunny";
        });
        try (var server = Scripted.of(CALLS, ANSWERS);
                ChatRun run = server.chat().run(ASKED, Tools.of(talks))) {
            start(run);
            Thread tool = runs.join();
            while (tool.isAlive() && tool.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertTrue(told.get() < 1000, () -> told + " wait to be heard");
            assertTrue(told(run).contains("progress weather at 10000"));
        }
    }

    @Test
    void aToolThatInterruptsItselfStillGivesItsResult() throws Exception {
        ClientTool odd = WEATHER.calls(place -> {
            Thread.currentThread().interrupt();
            return "sunny";
        });
        try (var server = Scripted.of(CALLS, ANSWERS);
                ChatRun run = server.chat().run(ASKED, Tools.of(odd))) {
            assertTrue(told(run).contains("finished weather sunny"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOKENS", "COST"})
    void aLimitIsOneOfAllAnswersTogether(String limit) throws Exception {
        JsonObject usage = JsonObject.of("total_tokens", Json.of(10)).with("cost", Json.of(0.25));
        try (var server = Scripted.of(CALLS.usage(usage), CALLS.usage(usage), ANSWERS);
                ChatRun run = server.chat()
                        .run(
                                ASKED,
                                Tools.of(WEATHER.calls(place -> "sunny")),
                                options -> limit.equals("COST")
                                        ? options.cost(new BigDecimal("0.5"))
                                        : options.tokens(20L))) {
            assertEquals("ended " + limit, told(run).getLast());
            assertEquals(2, server.requests());
            assertEquals(20, run.conversation().tokens());
        }
    }

    @Test
    void theTimeOfARunShortensThatOfItsAnswers() throws Exception {
        try (var server = Scripted.of(Answer.of("It is").stall());
                ChatRun run = server.chat()
                        .run(
                                ASKED,
                                Tools.NONE,
                                options -> options.time(Duration.ofMillis(600))
                                        .call(total(options.call(), Duration.ofDays(1))))) {
            assertEquals("ended TIME", told(run).getLast());
        }
    }

    @Test
    void anAnswerThatTakesTooLongByItselfIsAFailure() throws Exception {
        try (var server = Scripted.of(Answer.of("It is").stall());
                ChatRun run = server.chat()
                        .run(
                                ASKED,
                                Tools.NONE,
                                options -> options.time(Duration.ofDays(1))
                                        .call(total(options.call(), Duration.ofMillis(600))))) {
            var late = assertThrows(StreamTimeoutException.class, run::answer);
            assertEquals(Clock.TOTAL, late.clock());
            assertNull(run.end());
        }
    }

    private static CallOptions total(CallOptions call, Duration limit) {
        return call.clocks(call.clocks().total(limit));
    }
}
