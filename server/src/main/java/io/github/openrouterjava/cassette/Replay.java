package io.github.openrouterjava.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.cassette.Cassette.End;
import io.github.openrouterjava.cassette.Cassette.Piece;
import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.http.Transport;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.playback.PacedExchange;
import io.github.openrouterjava.playback.Reply;
import io.github.openrouterjava.playback.Timed;
import io.github.openrouterjava.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Answers from a folder of cassettes, each of its files read once, at the start. A request is answered by those whose
 * request's body is the same JSON: by each once, in the order of the files' names, and by the last of them from then on. One
 * that has none is answered by a 404 that names the nearest, and what differs.
 */
public final class Replay implements Transport {
    private static final int SHOWN = 10; // differences

    private final List<Kept> all;
    private final boolean atOnce;
    private final Consumer<String> log;

    /** A cassette and the file that it is from. */
    private static final class Kept {
        private final String file;
        private final Cassette cassette;
        private final Json asked;
        private boolean played;

        Kept(String file, Cassette cassette) {
            this.file = file;
            this.cassette = cassette;
            this.asked = CassetteJson.document(cassette.request().body().bytes());
        }
    }

    /**
     * @param atOnce whether answers come at once, rather than at the pace at which they were recorded
     * @param log is told of requests that none fits
     * @throws IllegalArgumentException where there is none, or a file is none, naming it and what is wrong
     */
    public Replay(Path folder, boolean atOnce, Consumer<String> log) {
        this.all = read(folder);
        this.atOnce = atOnce;
        this.log = log;
    }

    private static List<Kept> read(Path folder) {
        var all = new ArrayList<Kept>();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
                    .sorted(Comparator.comparingInt(Recorder::number).thenComparing(Path::compareTo))
                    .toList()) {
                all.add(new Kept(String.valueOf(file.getFileName()), cassette(file)));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(folder + " can't be read: " + e, e);
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there are no cassettes (.yaml, .yml, .json) in " + folder);
        }
        return all;
    }

    private static Cassette cassette(Path file) throws IOException {
        try {
            return CassetteReader.read(Yaml.parse(file.toString(), Files.readString(file, UTF_8)));
        } catch (YamlEngineException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    /** The models that were asked. */
    public List<String> models() {
        var models = new TreeSet<String>();
        for (Kept kept : all) {
            if (kept.asked instanceof JsonObject asked && asked.string("model") != null) {
                models.add(Objects.requireNonNull(asked.string("model")));
            }
        }
        return List.copyOf(models);
    }

    @Override
    public Exchange open(HttpRequest request) {
        Json asked = CassetteJson.document(request.body().bytes());
        // As it would have been recorded; or as it is, for then its key may have been another.
        Json redacted = CassetteJson.document(
                Redaction.of(request, List.of()).redacted(request.body().bytes()));
        return new PacedExchange(() -> {
            Kept kept = take(asked, redacted);
            return kept == null ? miss(redacted) : reply(kept.cassette);
        });
    }

    private synchronized @Nullable Kept take(Json asked, Json redacted) {
        Kept last = null;
        for (Kept kept : all) {
            if (kept.asked.equals(asked) || kept.asked.equals(redacted)) {
                last = kept;
                if (!kept.played) {
                    kept.played = true;
                    return kept;
                }
            }
        }
        return last;
    }

    private Reply reply(Cassette cassette) {
        HttpResponseHead head = Objects.requireNonNull(cassette.head());
        var body = new ArrayList<Timed>();
        long before = cassette.headAt();
        for (Piece piece : Objects.requireNonNull(cassette.pieces())) {
            body.add(new Timed(pause(piece.at() - before), piece.bytes()));
            before = Math.max(before, piece.at());
        }
        body.add(new Timed(pause(cassette.endAt() - before), new byte[0], cassette.end() != End.WHOLE));
        return new Reply(head, pause(cassette.headAt()), body.iterator());
    }

    private long pause(long nanos) {
        return atOnce ? 0 : Math.max(nanos, 0);
    }

    private Reply miss(Json asked) {
        List<String> differences = List.of();
        String nearest = "";
        for (Kept kept : all) {
            List<String> found = Differences.between(asked, kept.asked);
            if (nearest.isEmpty() || found.size() < differences.size()) {
                nearest = kept.file;
                differences = found;
            }
        }
        List<String> shown = differences.subList(0, Math.min(differences.size(), SHOWN));
        String message = "no recording has this request; the nearest is " + nearest + ": " + String.join("; ", shown)
                + (shown.size() < differences.size() ? "; and " + (differences.size() - shown.size()) + " more" : "");
        log.accept(message);
        JsonObject metadata = JsonObject.of("nearest", Json.of(nearest))
                .with(
                        "differences",
                        new JsonArray(differences.stream().<Json>map(Json::of).toList()));
        return Reply.error(404, message, metadata);
    }
}
