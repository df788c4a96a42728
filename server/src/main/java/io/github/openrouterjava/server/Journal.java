package io.github.openrouterjava.server;

import io.github.openrouterjava.cassette.Cassette;
import io.github.openrouterjava.cassette.Redaction;
import io.github.openrouterjava.cassette.Tape;
import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The latest exchanges, numbered from 1 on; without secrets, where it tells of them. For use by several threads. */
final class Journal {
    private static final int MOST = 200;
    private static final int LONGEST_ANSWER = 4 << 20;
    private static final long MOST_BYTES = 64L << 20; // of all together

    private final List<String> secrets;
    private final ArrayDeque<Entry> latest = new ArrayDeque<>();
    private long count;

    /** @param secrets besides the keys that requests bring */
    Journal(List<String> secrets) {
        this.secrets = secrets;
    }

    /** An exchange of the journal. */
    record Entry(long number, Tape tape, AtomicReference<@Nullable JsonObject> summary) {}

    /** What may be told of an exchange. */
    Cassette told(Entry entry) {
        return Redaction.of(entry.tape().request(), secrets)
                .redacted(entry.tape().cassette());
    }

    /** The same in short; made once, when it has ended. */
    JsonObject summary(Entry entry) {
        JsonObject known = entry.summary().get();
        if (known != null) {
            return known;
        }
        Cassette cassette = entry.tape().cassette();
        JsonObject made =
                Summary.of(entry.number(), cassette, Redaction.of(entry.tape().request(), secrets));
        if (cassette.end() != Cassette.End.OPEN) {
            entry.summary().set(made);
        }
        return made;
    }

    /** The same exchange, watched. */
    Exchange watched(HttpRequest request, Exchange exchange) {
        var tape = new Tape(request, exchange, LONGEST_ANSWER, ended -> {});
        synchronized (this) {
            latest.add(new Entry(++count, tape, new AtomicReference<>()));
            while (latest.size() > MOST || (latest.size() > 1 && bytes() > MOST_BYTES)) {
                latest.remove().tape().forget();
            }
        }
        return tape;
    }

    private long bytes() {
        return latest.stream()
                .mapToLong(entry ->
                        entry.tape().request().body().length() + entry.tape().kept())
                .sum();
    }

    /** Those there are, the oldest first. */
    synchronized List<Entry> latest() {
        return List.copyOf(latest);
    }

    /** The latest exchange of this generation, or null where it is none of those there are. */
    @Nullable
    Cassette generation(String id) {
        for (Entry entry : latest().reversed()) {
            Cassette cassette = entry.tape().cassette();
            if (id.equals(id(cassette))) {
                return cassette;
            }
        }
        return null;
    }

    /** The generation's id, or null where the answer has none in its head. */
    static @Nullable String id(Cassette cassette) {
        return cassette.head() == null ? null : cassette.head().headers().first("x-generation-id");
    }
}
