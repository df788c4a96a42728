package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.chat.ChatCompletionChunk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The program as a process: signals, pipes, locales, exit codes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // no interrupt ends the reading of a process
class ProcessTest {
    private static final String STREAM = FakeServer.head("200 OK", "Content-Type: text/event-stream\r\n");

    private static String event(int number) {
        return "data: {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"piece " + number
                + "\\n\"},\"finish_reason\":null}]}\n\n";
    }

    /** Streams one event at once, and the others one by one as the test lets them. */
    private static FakeServer paced(CountDownLatch... gates) {
        return new FakeServer(out -> {
            FakeServer.send(out, STREAM + event(0));
            for (int i = 0; i < gates.length; i++) {
                gates[i].await();
                FakeServer.send(out, event(i + 1));
            }
        });
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    @Test
    void piecesAreThereTheMomentTheyCome() throws Exception {
        for (String form : List.of("--chunks", "--verbose")) {
            CountDownLatch[] gates = {new CountDownLatch(1), new CountDownLatch(1)};
            try (var server = paced(gates)) {
                Process process = Cli.WITH_KEY.start("chat", "--base-url", server.url(), form, "Hi");
                BufferedReader out = reader(process);
                for (int i = 0; i < 3; i++) {
                    String line = out.readLine(); // the server waits: this is all there is
                    String text = form.equals("--chunks")
                            ? ChatCompletionChunk.parse(line).text()
                            : line + "\n";
                    assertEquals("piece " + i + "\n", text);
                    if (i < gates.length) {
                        gates[i].countDown();
                    }
                }
                assertEquals(3, process.waitFor());
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void signalsCancelTheAnswerAndKeepWhatCame() throws Exception {
        signalled("INT", 130, "--retries=0");
        signalled("TERM", 143, "--tool=shell");
    }

    private static void signalled(String signal, int exit, String option) throws Exception {
        var never = new CountDownLatch(1);
        try (var server = paced(never)) {
            Process process = Cli.WITH_KEY.start("chat", "--base-url", server.url(), option, "Hi");
            BufferedReader out = reader(process);
            assertEquals("piece 0", out.readLine());
            signal(process, signal);
            assertEquals(exit, process.waitFor());
            String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
            assertTrue(err.contains("first token"), err);
            assertTrue(err.endsWith("openrouter: Cancelled before the answer was whole\n"), err);
        } finally {
            never.countDown();
        }
    }

    static void signal(Process process, String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertEquals(0, kill.waitFor());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void readerThatGoesEndsTheAnswerQuietly() throws Exception {
        Process process = Cli.BARE.start("chat", "-m", "offline/lorem:tokens=100000,tps=500", "Hi");
        process.getInputStream().readNBytes(1);
        process.getInputStream().close();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still running");
        assertEquals(141, process.exitValue());
        assertEquals("", new String(process.getErrorStream().readAllBytes(), UTF_8));
    }

    @Test
    void outputIsUtf8WhateverTheLocale() throws Exception {
        var posix = Cli.BARE.with("LC_ALL", "C").with("LANG", "C").input("Grüße 😀");
        var ran = posix.runProcess("chat", "-m", "offline/echo", "-").complete();
        assertTrue(ran.out().contains("Grüße 😀"), ran::out);
        ran = posix.runProcess("chat", "--json", "-m", "offline/echo").complete();
        assertTrue(ran.out().contains("Grüße 😀"), ran::out);
        ran = posix.runProcess("chat", "-m", "openai/gpt-5", "Hi");
        ran.failed(2, "OPENROUTER_API_KEY");
    }

    @Test
    void exitCodeIsThatOfTheRun() throws Exception {
        assertEquals(4, Cli.BARE.runProcess("chat", "-m", "offline/nope", "Hi").exit());
        assertEquals(
                5, Cli.BARE.input("no stream\n\n").runProcess("decode", "-").exit());
        assertEquals(2, Cli.BARE.runProcess("chat").exit());
    }

    @Test
    void conversationAtTerminalGoesOnUntilItIsEnded() throws Exception {
        var ran = Cli.BARE
                .input("First?\nSecond?\n/quit\nnever asked\n")
                .runProcessAtTerminal("chat", "-m", "offline/echo")
                .complete();
        assertTrue(ran.out().contains("{\"role\":\"user\",\"content\":\"Second?\"}]"), ran::toString);
        assertTrue(ran.out().contains("[{\"role\":\"user\",\"content\":\"First?\"},"), ran::toString);
        assertFalse(ran.out().contains("\"content\":\"never asked"), ran::toString);
        assertTrue(ran.err().contains("/quit or Ctrl-D ends"), ran::toString);
        Cli.BARE.input("").runProcessAtTerminal("chat", "-m", "offline/echo").complete();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void conversationAtTerminalAsksBeforeAToolRuns() throws Exception {
        var ran = Cli.BARE
                .input("Try `echo 10%d %%`\ny\n/quit\n")
                .runProcessAtTerminal("chat", "-m", "offline/demo", "--tool", "shell")
                .complete();
        assertTrue(
                ran.out().contains("Run shell {\"command\":\"echo 10%d %%\"}? [y]es, [n]o, [a]lways "), ran::toString);
        assertTrue(ran.out().contains("> 10%d %%\n> [exit status 0]"), ran::toString);
    }
}
