package io.github.openrouterjava.compare.speed;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Decodes an answer in memory again and again for a while: {@code decode INDEX FILE MILLIS EXPECTED}. */
final class Decode {
    private static final String DATA = "data: {";

    private Decode() {}

    static Results run(Subject subject, String[] words) throws Exception {
        Decoder decoder = subject.decoders().get(Integer.parseInt(words[1]));
        byte[] body = Files.readAllBytes(Path.of(words[2]));
        List<String> events = new String(body, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> line.substring(DATA.length() - 1))
                .toList();
        Expected expected = Expected.parse(words[4]);
        int rounds = 0;
        int wrong = 0;
        long allocated = Memory.allocated();
        long start = System.nanoTime();
        long stop = start + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words[3]));
        do {
            String text = decoder.text(body, events);
            if (!expected.isText(text.length(), text.hashCode())) wrong++;
            rounds++;
        } while (System.nanoTime() < stop);
        return new Results()
                .with("chunks", (long) rounds * events.size())
                .with("wrong", wrong)
                .with("allocated", Memory.allocated() - allocated)
                .fault(wrong == 0 ? null : "another text than was there");
    }
}
