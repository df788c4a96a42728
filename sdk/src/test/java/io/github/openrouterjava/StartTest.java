package io.github.openrouterjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.Message;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a program loads until its first answer is whole: loading is nearly all that a first answer waits for. */
@Timeout(60)
class StartTest {
    /** A user's program, without what would load things of its own. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) {
            try (var openRouter = OpenRouter.create()) {
                var request = ChatRequest.of("test/model", Message.user("Hi"));
                try (var stream = openRouter.chat().stream(request)) {
                    for (var chunk : stream) {
                        System.out.print(chunk.text());
                    }
                    System.out.println(stream.completion().usage().cost());
                }
            }
        }
    }

    private static final List<String> ANSWER = List.of(
            "{\"role\":\"assistant\",\"content\":\"\"}}]",
            "{\"content\":\"Hello\"}}]",
            "{\"content\":\", you\"}}]",
            "{\"content\":\".\"},\"finish_reason\":\"stop\"}],\"usage\":{\"total_tokens\":4,\"cost\":0.0012}");

    @Test
    void firstAnswerLoadsNothingThatItCanDoWithout(@TempDir Path folder) throws Exception {
        List<String> loaded = loadedBy(folder);
        assertNone(loaded, "TLS", "(javax\\.net|sun\\.security)\\.ssl\\..*");
        assertNone(loaded, "the JDK's HTTP client", "(java|jdk\\.internal)\\.net\\.http\\..*");
        assertNone(loaded, "logging", "(java\\.util\\.logging|sun\\.util\\.logging|jdk\\.internal\\.logger)\\..*");
        assertNone(loaded, "regular expressions", "java\\.util\\.regex\\..*");
        assertNone(loaded, "a class made to join strings", "java\\.lang\\.invoke\\.StringConcatFactory.*");
        assertNone(loaded, "a class made to switch over types", "java\\.lang\\.runtime\\.SwitchBootstraps.*");
        assertNone(loaded, "a class made to compare records", "java\\.lang\\.runtime\\.ObjectMethods.*");
        // In JDK 25 the first one computes 5 to the power of 65,536.
        assertNone(loaded, "decimals", "java\\.math\\.BigDecimal.*");
        assertNone(loaded, "exceptions of the ends that did not come", ".*\\.(Stream|Api|Connection)\\w*Exception");
    }

    @Test
    void firstAnswerLoadsFewClassesOfOurs(@TempDir Path folder) throws Exception {
        List<String> ours = loadedBy(folder).stream()
                .filter(name -> name.startsWith("io.github.openrouterjava."))
                .toList();
        List<String> lambdas =
                ours.stream().filter(name -> name.contains("$$Lambda")).toList();
        assertTrue(lambdas.size() <= 2, lambdas::toString);
        assertTrue(ours.size() <= 120, () -> ours.size() + ": " + String.join("\n", ours));
    }

    private static void assertNone(List<String> loaded, String what, String names) {
        var form = Pattern.compile(names);
        List<String> found =
                loaded.stream().filter(name -> form.matcher(name).matches()).toList();
        assertEquals(List.of(), found, what);
    }

    /** The names of the classes that the program loads, those of the JVM's own start included. */
    private static List<String> loadedBy(Path folder) throws Exception {
        Path log = folder.resolve("loaded");
        Path out = folder.resolve("out");
        try (var server = RawServer.answering(connection -> {
            connection.readRequest();
            var body = new StringBuilder(RawServer.chunkedHead());
            for (String delta : ANSWER) {
                body.append(RawServer.chunk(
                        "data: {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":" + delta + "}\n\n"));
            }
            connection.send(body + RawServer.chunk("data: [DONE]\n\n") + "0\r\n\r\n");
            connection.awaitClosedByPeer(Duration.ofSeconds(30));
        })) {
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xlog:disable",
                            "-Xlog:class+load:file=" + log + ":none",
                            "-cp",
                            root(OpenRouter.class) + File.pathSeparator + root(Main.class),
                            Main.class.getName())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().put("OPENROUTER_API_KEY", "sk-or-v1-0123456789");
            builder.environment().put("OPENROUTER_BASE_URL", server.uri("/v1").toString());
            Process process = builder.start();
            try {
                assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
            } finally {
                process.destroyForcibly();
            }
        }
        assertEquals("Hello, you.0.0012\n", Files.readString(out));
        return Files.readAllLines(log).stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    /** The folder that a class was loaded from. */
    private static String root(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
