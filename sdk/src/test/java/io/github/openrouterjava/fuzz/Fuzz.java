package io.github.openrouterjava.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The long run, {@code fuzz/run}: prints a line for each target, and exits by 1 where anything was found. */
final class Fuzz {
    static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

    private Fuzz() {}

    /** {@code [-P NUMBER] [SECONDS] [TARGET…]}, or {@code TARGET FILE} to try what was found again. */
    public static void main(String[] arguments) throws Exception {
        int atOnce = 1;
        int seconds = 60;
        List<FuzzTarget> targets = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("-P")) {
                atOnce = Integer.parseInt(arguments[++i]);
            } else if (arguments[i].matches("[0-9]+")) {
                seconds = Integer.parseInt(arguments[i]);
            } else if (Files.isRegularFile(Path.of(arguments[i]))) {
                targets.getLast().tries.accept(Files.readAllBytes(Path.of(arguments[i])));
                System.out.println(targets.getLast() + " holds for " + arguments[i]);
                return;
            } else {
                targets.add(FuzzTarget.named(arguments[i]));
            }
        }
        List<FuzzRun> runs = new ArrayList<>();
        for (FuzzTarget target : targets.isEmpty() ? FuzzTarget.EACH : targets) {
            runs.add(new FuzzRun(target, PROJECT, PROJECT.resolve("target/fuzz/" + target), seconds, 0));
        }
        boolean clean = all(runs, atOnce, System.out::println).stream().allMatch(FuzzRun.Result::isClean);
        System.exit(clean ? 0 : 1);
    }

    /** Runs so many of them at once, and tells of each when it has ended. */
    static List<FuzzRun.Result> all(List<FuzzRun> runs, int atOnce, Consumer<FuzzRun.Result> told)
            throws InterruptedException, ExecutionException {
        List<FuzzRun.Result> results = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(atOnce)) {
            List<Future<FuzzRun.Result>> pending = new ArrayList<>();
            for (FuzzRun run : runs) {
                pending.add(threads.submit(() -> {
                    FuzzRun.Result result = run.run();
                    told.accept(result);
                    return result;
                }));
            }
            for (Future<FuzzRun.Result> result : pending) {
                results.add(result.get());
            }
        }
        return results;
    }
}
