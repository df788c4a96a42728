package io.github.openrouterjava.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.server.LocalOpenRouter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Every Java block of the README compiles, and runs: as a program in a JVM of its own, or as a test. */
class ReadmeTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^):#]+)\\)");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyJavaBlockRuns() throws Exception {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(ROOT.resolve("README.md")));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        assertFalse(blocks.isEmpty(), "the README has no Java block");
        return blocks.stream()
                .map(block -> DynamicTest.dynamicTest(block.lines().findFirst().orElse(""), () -> run(block)));
    }

    @Test
    void everyLinkToAFileLeadsSomewhere() throws Exception {
        for (String page : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")) {
            Matcher matcher = LINK.matcher(Files.readString(ROOT.resolve(page)));
            while (matcher.find()) {
                assertTrue(Files.exists(ROOT.resolve(matcher.group(1))), page + " links to " + matcher.group(1));
            }
        }
    }

    private void run(String block) throws Exception {
        if (block.startsWith("@ExtendWith")) {
            compile(block);
            test(block.replaceFirst("(?s).*?\\bclass (\\w+).*", "$1"));
            return;
        }
        compile("""
            public class Block {
                public static void main(String[] args) {
            %s
                }
            }
            """.formatted(block));
        try (var server =
                LocalOpenRouter.builder().port(0).anyModel("offline/demo").start()) {
            String output = Program.output(folder.toString(), "Block", server.baseUrl());
            if (block.contains("sky blue")) {
                assertTrue(output.contains("offline demo"), output);
            } else {
                List<String> printed = output.lines().toList();
                assertTrue(printed.containsAll(promised(block)), () -> promised(block) + " in " + output);
            }
        }
    }

    private void compile(String type) throws Exception {
        Path source = Files.writeString(folder.resolve("Block.java"), """
            import static org.junit.jupiter.api.Assertions.*;
            import io.github.openrouterjava.*;
            import io.github.openrouterjava.bind.*;
            import io.github.openrouterjava.call.*;
            import io.github.openrouterjava.chat.*;
            import io.github.openrouterjava.error.*;
            import io.github.openrouterjava.json.*;
            import io.github.openrouterjava.junit.*;
            import io.github.openrouterjava.offline.*;
            import io.github.openrouterjava.server.*;
            import java.time.Duration;
            import java.util.List;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.api.extension.ExtendWith;
            """ + type);
        var messages = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var task = compiler.getTask(
                messages,
                null,
                null,
                List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source));
        assertTrue(task.call(), () -> type + messages);
    }

    private void test(String name) throws Exception {
        try (var classes = URLClassLoader.newInstance(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            var listener = new SummaryGeneratingListener();
            var tests = LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectClass(classes.loadClass(name)))
                    .build();
            LauncherFactory.create().execute(tests, listener);
            for (var failure : listener.getSummary().getFailures()) {
                throw new AssertionError(name, failure.getException());
            }
            assertEquals(1, listener.getSummary().getTestsSucceededCount());
        }
    }

    /** The JSON that comments behind print lines say is printed. */
    private static List<String> promised(String block) {
        return block.lines()
                .filter(line -> line.contains("println(") && line.contains("// {"))
                .map(line -> line.substring(line.indexOf("// {") + 3))
                .toList();
    }
}
