package io.github.openrouterjava.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The threads of this process, virtual ones too, as the JDK's own dump shows them. */
final class Threads {
    private static final Pattern HEADLINE = Pattern.compile("^#(\\d+) \"(.*?)\".*");

    /** Threads that the JVM makes for itself when it needs them, and keeps. */
    private static final Pattern JVM = Pattern.compile("ForkJoinPool.*worker.*|CompletableFutureDelayScheduler.*"
            + "|.*[Pp]oller.*|VirtualThread-unparker|Attach Listener|process reaper.*|.*Compiler.*|Cleaner-.*");

    private Threads() {}

    /** Who lives, the JVM's own helpers aside: names by number. No number is ever given twice. */
    static Map<String, String> live() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("threads");
        Path dump = folder.resolve("dump");
        Path words = folder.resolve("words");
        try {
            int exit = -1;
            var jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(ProcessHandle.current().pid()),
                            "Thread.dump_to_file",
                            dump.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(words.toFile())
                    .start();
            if (jcmd.waitFor(60, TimeUnit.SECONDS)) {
                exit = jcmd.exitValue();
            }
            jcmd.destroyForcibly();
            assertEquals(0, exit, () -> "jcmd could not list the threads");
            try (var lines = Files.lines(dump)) {
                return lines.map(HEADLINE::matcher)
                        .filter(Matcher::matches)
                        .filter(line -> !JVM.matcher(line.group(2)).matches())
                        .collect(Collectors.toMap(line -> line.group(1), line -> line.group()));
            }
        } finally {
            Files.deleteIfExists(dump);
            Files.deleteIfExists(words);
            Files.delete(folder);
        }
    }
}
