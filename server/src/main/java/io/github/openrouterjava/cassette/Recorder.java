package io.github.openrouterjava.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.Transport;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Keeps every exchange in a file of its own, named by its number and its model, without secrets, soon after its end. A
 * file that can't be written is told of, and the answer is not harmed.
 */
public final class Recorder implements Transport, AutoCloseable {
    private static final int LONGEST_ANSWER = 64 << 20;
    private static final long PATIENCE_SECONDS = 5;

    private final Path folder;
    private final Transport answers;
    private final List<String> secrets;
    private final Consumer<String> log;
    private final AtomicInteger numbers; // the last that was given
    private final Phaser saving = new Phaser(1);

    /**
     * @param folder is made where it is not there
     * @param secrets besides the keys that requests bring
     * @param log is told of what could not be kept
     * @throws IllegalArgumentException where the folder can't be written to
     */
    public Recorder(Path folder, Transport answers, List<String> secrets, Consumer<String> log) {
        this.folder = folder;
        this.answers = answers;
        this.secrets = secrets;
        this.log = log;
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".", ".tmp"));
            try (var files = Files.list(folder)) {
                numbers =
                        new AtomicInteger(files.mapToInt(Recorder::number).max().orElse(0));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(folder + " can't be written to: " + e, e);
        }
    }

    @Override
    public Exchange open(HttpRequest request) {
        Exchange opened = answers.open(request);
        saving.register();
        return new Tape(request, opened, LONGEST_ANSWER, tape -> {
            int number = numbers.incrementAndGet(); // in the order of the ends, whichever is written first
            // Not to hold up the answer's end, or whoever serves others too.
            Thread.ofVirtual().start(() -> save(tape.cassette(), number));
        });
    }

    private void save(Cassette cassette, int number) {
        try {
            if (cassette.head() == null) {
                log.accept("not recorded: an exchange that ended before an answer came");
            } else if (cassette.pieces() == null) {
                log.accept("not recorded: an answer of more than " + LONGEST_ANSWER + " bytes");
            } else {
                write(Redaction.of(cassette.request(), secrets).redacted(cassette), number);
            }
        } catch (IOException | RuntimeException failure) {
            log.accept("not recorded: " + folder + " can't be written to: " + failure);
        } finally {
            saving.arriveAndDeregister();
        }
    }

    private void write(Cassette cassette, int number) throws IOException {
        String text = Yaml.write(CassetteJson.write(cassette));
        Path written = Files.createTempFile(folder, ".", ".tmp");
        try {
            Files.writeString(written, text, UTF_8);
            String model = model(cassette.request().body().bytes());
            Path file = folder.resolve(String.format(
                    "%04d-%s.yaml", number, model.substring(0, Math.min(model.length(), 60))));
            Files.move(written, file); // never over another
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static String model(byte[] body) {
        String model = CassetteJson.document(body) instanceof JsonObject asked ? asked.string("model") : null;
        return model == null ? "no-model" : model.replaceAll("[^A-Za-z0-9.]+", "-");
    }

    /** The number with which a recording's name begins; 0 for another file. */
    static int number(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.matches("[0-9]{4,9}-.*") ? Integer.parseInt(name.substring(0, name.indexOf('-'))) : 0;
    }

    /** Waits until what has ended is written. */
    @Override
    public void close() {
        try {
            saving.awaitAdvanceInterruptibly(saving.arrive(), PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            log.accept("not all has been recorded: " + folder + " is too slow");
        }
    }
}
