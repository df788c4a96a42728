package io.github.openrouterjava.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.http.Exchange;
import java.io.File;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocsTest {
    @Test
    void thePagesAreFoundInTheFolder() {
        Map<String, String> pages = Docs.pages();
        assertTrue(pages.get("about.md").startsWith("# "), pages.keySet().toString());
    }

    @Test
    void thePagesAreFoundInTheJar(@TempDir Path folder) throws Exception {
        String jar = folder.resolve("server.jar").toString();
        var tool = ToolProvider.findFirst("jar").orElseThrow();
        assertEquals(0, tool.run(System.out, System.err, "--create", "--file", jar, "-C", "target/classes", "."));
        String sdk = Path.of(Exchange.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        String.join(File.pathSeparator, jar, sdk, "target/test-classes"),
                        PrintPages.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), printed);
        assertEquals(Docs.pages().keySet() + "\n", printed);
    }

    /** Run as a program, with the classes in a jar. */
    static final class PrintPages {
        private PrintPages() {}

        public static void main(String[] args) {
            var out = new PrintStream(System.out, true, UTF_8);
            out.print(Docs.pages().keySet() + "\n");
            out.flush();
        }
    }
}
