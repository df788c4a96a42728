package io.github.openrouterjava.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One target under Jazzer in a process of its own, with a small heap, until its time or its number of inputs is used up
 * or it finds something.
 *
 * @param folder where the log, the corpus and what was found are kept
 * @param executions how many inputs to try at the most; 0 for no such limit
 */
record FuzzRun(FuzzTarget target, Path project, Path folder, int seconds, int executions) {
    private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+) ");
    private static final Pattern EXECUTED = Pattern.compile("number_of_executed_units: (\\d+)");
    private static final String SANITIZERS = "com.code_intelligence.jazzer.sanitizers.";
    /** Of no use here, and slow to load. */
    private static final List<String> LEFT_OUT = List.of(
            "BigDecimal",
            "ClojureLangHooks",
            "Deserialization",
            "ExpressionLanguageInjection",
            "FilePathTraversal",
            "LdapInjection",
            "NamingContextLookup",
            "OsCommandInjection",
            "ReflectiveCall",
            "RegexInjection",
            "RegexRoadblocks",
            "ScriptEngineInjection",
            "ServerSideRequestForgery",
            "SqlInjection",
            "TemplateInjection",
            "UnsafeSanitizer",
            "XPathInjection",
            "XmlParserSsrfGuidance");

    /** What came of it; {@code trouble} is empty where all was well. */
    record Result(
            FuzzTarget target, long seconds, long executions, String coverage, List<Path> findings, String trouble) {
        boolean isClean() {
            return findings.isEmpty() && trouble.isEmpty();
        }

        @Override
        public String toString() {
            String line = "%-7s %5d s %,12d executions   coverage %s   %d findings"
                    .formatted(target, seconds, executions, coverage, findings.size());
            var told = new StringBuilder(line);
            trouble.lines().forEach(each -> told.append("\n    ").append(each));
            findings.forEach(each -> told.append("\n    ").append(each));
            return told.toString();
        }
    }

    Result run() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        Path findings = Files.createDirectories(folder.resolve("findings"));
        for (Path before : files(findings)) {
            Files.move(
                    before, corpus.resolve(before.getFileName()), StandardCopyOption.REPLACE_EXISTING); // tried again
        }
        int number = 0;
        for (byte[] input : Seeds.of(target, project)) {
            Files.write(seeds.resolve("%03d".formatted(number++)), input);
        }
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command(corpus, seeds, findings))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var ending = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(ending);
        boolean ended = process.waitFor(seconds + 300L, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        Runtime.getRuntime().removeShutdownHook(ending);
        return result(Files.readString(log), ended ? process.exitValue() : -1, files(findings), begin);
    }

    private Result result(String log, int exit, List<Path> findings, long begin) {
        List<String> coverage = all(COVERAGE, log);
        List<String> executed = all(EXECUTED, log);
        String growth = coverage.isEmpty() ? "unknown" : coverage.getFirst() + " to " + coverage.getLast();
        String trouble = exit == 0 && !executed.isEmpty() ? "" : "exit " + exit + ", see " + folder.resolve("log");
        if (!findings.isEmpty()) {
            trouble += log.lines()
                    .filter(line -> line.startsWith("== Java Exception") || line.startsWith("ERROR: libFuzzer"))
                    .reduce("", (before, line) -> before + "\n" + line);
        }
        return new Result(
                target,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin),
                executed.isEmpty() ? 0 : Long.parseLong(executed.getLast()),
                growth,
                findings,
                trouble);
    }

    private List<String> command(Path corpus, Path seeds, Path findings) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-Xss1m", "-ea", "-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading"));
        command.addAll(List.of("-cp", classPath(), "com.code_intelligence.jazzer.Jazzer"));
        command.add("--target_class=" + target.type.getName());
        command.add("--instrumentation_includes=io.github.openrouterjava.**");
        command.add("--custom_hook_includes=io.github.openrouterjava.**");
        String own = Arrays.stream(FuzzTarget.values())
                .flatMap(each -> Stream.concat(Stream.of(each.type), Arrays.stream(each.type.getDeclaredClasses())))
                .map(Class::getName)
                .collect(Collectors.joining(File.pathSeparator));
        command.add("--instrumentation_excludes=" + own);
        command.add("--custom_hook_excludes=" + own);
        command.add("--disabled_hooks=" + SANITIZERS + String.join(":" + SANITIZERS, LEFT_OUT));
        command.add("--reproducer_path=" + folder);
        command.add("-artifact_prefix=" + findings + "/");
        command.add("-dict=" + project.resolve("fuzz/dictionary"));
        command.add("-max_total_time=" + seconds);
        command.add("-timeout=60");
        command.add("-print_final_stats=1");
        if (executions > 0) {
            command.add(1, "-XX:TieredStopAtLevel=1"); // starts sooner
            command.add("-runs=" + executions);
            command.add("-seed=1");
        }
        command.add(corpus.toString());
        command.add(seeds.toString());
        return command;
    }

    /** All that this process has, be it on its class path or its module path. */
    private static String classPath() {
        Stream<String> own = Stream.of("target/classes", "target/test-classes");
        Stream<String> given = Stream.of("java.class.path", "jdk.module.path")
                .map(name -> System.getProperty(name, ""))
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)));
        return Stream.concat(own, given)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> all(Pattern pattern, String log) {
        return pattern.matcher(log).results().map(found -> found.group(1)).toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
