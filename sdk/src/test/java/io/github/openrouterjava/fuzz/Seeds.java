package io.github.openrouterjava.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a fuzzer begins with: the files below {@code fuzz/seeds}, the catalogue, and what can be made of them. */
final class Seeds {
    private Seeds() {}

    /** The inputs for this target. */
    static List<byte[]> of(FuzzTarget target, Path project) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        if (target != FuzzTarget.ALL) {
            contents(target, project).forEach(content -> inputs.add(FuzzInput.ofContent(content)));
            return inputs;
        }
        for (FuzzTarget each : FuzzTarget.EACH) {
            byte[] choice = {(byte) FuzzTarget.EACH.indexOf(each)};
            of(each, project).forEach(input -> inputs.add(joined(choice, input)));
        }
        return inputs;
    }

    /** What a server could send to this target. */
    private static List<byte[]> contents(FuzzTarget target, Path project) throws IOException {
        List<byte[]> streams = files(project, "stream");
        streams.addAll(ScenarioSeeds.bodies(project));
        List<byte[]> heads = files(project, "head");
        return switch (target) {
            case JSON, PARTIAL, CHUNK -> {
                List<byte[]> documents = files(project, "json");
                streams.forEach(stream -> documents.addAll(events(stream)));
                yield documents;
            }
            case SSE, STREAM -> streams;
            case HEAD -> {
                byte[] head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1);
                heads.add(joined(head, inChunks(streams.getFirst())));
                yield heads;
            }
            case BODY -> {
                List<byte[]> bodies = files(project, "body");
                streams.forEach(stream -> bodies.add(inChunks(stream)));
                yield bodies;
            }
            case ALL -> throw new IllegalArgumentException("no contents of its own");
        };
    }

    private static List<byte[]> files(Path project, String folder) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        try (Stream<Path> files = Files.list(project.resolve("fuzz/seeds").resolve(folder))) {
            for (Path file : files.sorted().toList()) {
                contents.add(Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private static List<byte[]> events(byte[] stream) {
        return new String(stream, ISO_8859_1)
                .lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring(5).strip().getBytes(ISO_8859_1))
                .toList();
    }

    private static byte[] inChunks(byte[] content) {
        String text = new String(content, ISO_8859_1);
        var chunks = new StringBuilder();
        for (int from = 0; from < text.length(); from += 100) {
            String piece = text.substring(from, Math.min(from + 100, text.length()));
            chunks.append(Integer.toHexString(piece.length()))
                    .append("\r\n")
                    .append(piece)
                    .append("\r\n");
        }
        return chunks.append("0\r\n\r\n").toString().getBytes(ISO_8859_1);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
