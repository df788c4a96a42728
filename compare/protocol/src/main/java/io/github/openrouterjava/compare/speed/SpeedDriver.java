package io.github.openrouterjava.compare.speed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The main loop of every driver in Java: lines of words in, a line of results out for each. */
public final class SpeedDriver {
    private SpeedDriver() {}

    /** Measures until stdin ends. */
    public static void run(Subject subject, String... args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // nothing but results goes to stdout, whatever a library prints
        if (args.length > 0) {
            Cold.run(subject, args, out);
            return;
        }
        tell(
                out,
                new Results()
                        .with("client", subject.name())
                        .with("version", version(subject.library()))
                        .with("runtime", "Java " + Runtime.version())
                        .with("decoders", decoders(subject)));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine())
            tell(out, measure(subject, line.split(" ")));
        System.exit(0); // some clients leave threads behind that would keep the process
    }

    private static Results measure(Subject subject, String[] words) {
        try {
            return switch (words[0]) {
                case "burst" -> Burst.run(subject, words);
                case "decode" -> Decode.run(subject, words);
                case "warm" -> Paced.warm(subject, words);
                case "paced" -> Paced.run(subject, words);
                default -> new Results().with("error", "cannot measure " + words[0]);
            };
        } catch (Exception failure) {
            return new Results().with("error", failure.toString());
        }
    }

    private static String decoders(Subject subject) {
        return subject.decoders().stream().map(Decoder::name).collect(Collectors.joining("|"));
    }

    private static void tell(PrintStream out, Results results) throws IOException {
        out.write(results.line().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String version(Class<?> library) {
        String jar = library.getProtectionDomain() == null
                        || library.getProtectionDomain().getCodeSource() == null
                ? ""
                : library.getProtectionDomain().getCodeSource().getLocation().getPath();
        Matcher version = Pattern.compile("-(\\d[^/]*)\\.jar$").matcher(jar);
        return version.find() ? version.group(1) : "-";
    }
}
