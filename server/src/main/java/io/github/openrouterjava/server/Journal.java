package io.github.openrouterjava.server;

import io.github.openrouterjava.cassette.Cassette;
import io.github.openrouterjava.cassette.Tape;
import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest exchanges, numbered from 1 on. For use by several threads. */
final class Journal {
    private static final int MOST = 200;
    private static final int LONGEST_ANSWER = 512 << 10;
    private static final long MOST_ASKED = 64L << 20; // bytes of all requests together

    private final ArrayDeque<Entry> latest = new ArrayDeque<>();
    private long count;
    private long asked;

    /** An exchange of the journal. */
    record Entry(long number, HttpRequest request, Tape tape) {}

    /** The same exchange, watched. */
    Exchange watched(HttpRequest request, Exchange exchange) {
        var tape = new Tape(request, exchange, LONGEST_ANSWER, ended -> {});
        synchronized (this) {
            latest.add(new Entry(++count, request, tape));
            asked += request.body().length;
            while (latest.size() > MOST || (asked > MOST_ASKED && latest.size() > 1)) {
                Entry oldest = latest.remove();
                asked -= oldest.request().body().length;
                oldest.tape().forget();
            }
        }
        return tape;
    }

    /** Those there are, the oldest first. */
    synchronized List<Entry> latest() {
        return List.copyOf(latest);
    }

    /** The latest exchange of this generation, or null where it is none of those there are. */
    @Nullable
    Cassette generation(String id) {
        for (Entry entry : new ArrayList<>(latest()).reversed()) {
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
