package io.github.openrouterjava.compare;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The main loop of every driver in Java: scenarios as lines of JSON in, reports as lines of JSON out. */
public final class Driver {
    private Driver() {}

    /**
     * Runs scenarios until stdin ends.
     *
     * @param name the client's name in the table
     * @param library a class of the client's own jar, whose name tells the version
     * @param clients makes the client for a scenario
     */
    public static void run(String name, Class<?> library, Function<Task, Client> clients) throws IOException {
        run(name, library, false, clients);
    }

    /** @param tools whether the client runs tools by itself and goes on with what they return; else it is not asked to */
    public static void run(String name, Class<?> library, boolean tools, Function<Task, Client> clients)
            throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err); // nothing but reports goes to stdout, whatever a library prints
        write(
                out,
                JsonObject.of("client", Json.of(name))
                        .with("version", Json.of(version(library)))
                        .with("tools", Json.of(tools))
                        .with(
                                "runtime",
                                Json.of("Java " + Runtime.version().feature() + " (" + Runtime.version() + ")")));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Task task = Task.parse(line);
            write(
                    out,
                    JsonObject.of("name", Json.of(task.name())).with("results", new JsonArray(results(task, clients))));
        }
        System.exit(0); // some clients leave threads behind that would keep the process
    }

    private static ArrayList<Json> results(Task task, Function<Task, Client> clients) {
        var results = new ArrayList<Json>();
        try (Client client = clients.apply(task)) {
            while (results.size() < task.calls()) {
                var report = new Report();
                try {
                    client.call(report);
                } catch (Throwable failure) { // also a StackOverflowError is an answer
                    report.failed(failure, null);
                }
                results.add(report.toJson());
            }
        } catch (RuntimeException failure) { // of making the client
            while (results.size() < task.calls()) {
                var report = new Report();
                report.failed(failure, null);
                results.add(report.toJson());
            }
        }
        return results;
    }

    private static String version(Class<?> library) {
        String jar = library.getProtectionDomain().getCodeSource().getLocation().getPath();
        Matcher version = Pattern.compile("-(\\d[^/]*)\\.jar$").matcher(jar);
        return version.find() ? version.group(1) : "unknown";
    }

    private static void write(PrintStream out, JsonObject json) {
        out.write(json.toBytes(), 0, json.toBytes().length);
        out.write('\n');
        out.flush();
    }
}
