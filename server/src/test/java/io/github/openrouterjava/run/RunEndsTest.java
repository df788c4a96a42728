package io.github.openrouterjava.run;

import static io.github.openrouterjava.run.Scripted.ASKED;
import static io.github.openrouterjava.run.Scripted.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.chat.ChatEvent;
import io.github.openrouterjava.chat.ChatRun;
import io.github.openrouterjava.chat.ClientTool;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.Tool;
import io.github.openrouterjava.chat.Tools;
import io.github.openrouterjava.offline.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run leaves behind that ends while there is still something to do. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunEndsTest {
    private static final Tool WEATHER = Tool.function("weather", "Tells the weather.");
    private static final Answer.Steps CALLS = Answer.of().toolCall("weather", "{\"city\":\"Paris\"}");
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

    @Test
    void aToolThatTakesNoInterruptIsNotHeldByWhatItTells() throws Exception {
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
            assertTrue(told(run).contains("failed weather TIMED_OUT"));
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
                run.close();
            } else {
                Thread.currentThread().interrupt();
            }
            assertEquals(List.of("finished weather sunny", "ended CANCELLED"), told(run));
            assertEquals(how.equals("interrupted"), Thread.interrupted());
            assertEquals(List.of(), run.conversation().pendingCalls());
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
                        .run(ASKED, Tools.of(sunny), options -> options.time(ages).toolTime(ages))) {
            assertEquals("It is sunny.", run.answer().text());
        }
    }
}
