package io.github.openrouterjava.compare.binding;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.json.Json;
import java.time.Duration;
import java.util.List;

/**
 * A first schema and a first answer in a fresh JVM. Prints, in tenths of a millisecond, how long they took and the CPU time
 * of the process up to then; with {@code wrong} behind the contestant's name, what it says of wrong documents.
 */
final class Start {
    private static final String ANSWER =
            "{\"name\":\"soup\",\"serves\":4,\"course\":\"STARTER\",\"steps\":[{\"text\":\"stir\","
                    + "\"minutes\":2.5},{\"text\":\"eat\",\"minutes\":10}],\"note\":null,\"season\":\"2026-11-23\"}";

    private static final List<String> WRONG = List.of(
            ANSWER.replace("2.5", "\"ten\"").replace("STARTER", "SOUP"),
            ANSWER.replace("2.5", "-1"),
            ANSWER.replace("\"serves\":4,", "").replace("\"soup\"", "null"));

    private Start() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        var contestant = (Contestant) Class.forName(Contestant.class.getName() + "$" + arguments[0])
                .getDeclaredConstructor()
                .newInstance();
        Json answer = Json.parse(ANSWER); // every contestant gets it read
        if (arguments.length > 1) {
            WRONG.forEach(document -> say(contestant.get(), Json.parse(document)));
            return;
        }
        long before = System.nanoTime();
        Binding binding = contestant.get();
        int said = binding.schema(Recipe.class).members().size();
        int steps = binding.read(answer, Recipe.class).steps().size();
        long taken = System.nanoTime() - before;
        if (said + steps == 0) {
            throw new IllegalStateException();
        }
        Duration busy = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        System.out.println(taken / 100_000 + " " + busy.toNanos() / 100_000);
    }

    private static void say(Binding binding, Json document) {
        try {
            System.out.println("accepted: " + binding.read(document, Recipe.class));
        } catch (BindException wrong) {
            wrong.problems().forEach(problem -> System.out.println("- " + problem));
        }
        System.out.println();
    }
}
