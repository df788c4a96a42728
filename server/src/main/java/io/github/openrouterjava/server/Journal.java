package io.github.openrouterjava.server;

import io.github.openrouterjava.http.Exchange;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** The latest exchanges, by the ids of their generations. For use by several threads. */
final class Journal {
    private static final int MOST = 200;

    private final LinkedHashMap<String, Entry> latest = new LinkedHashMap<>();

    /** The same exchange, watched. */
    Exchange watched(Exchange exchange) {
        return new Entry(exchange, this::add);
    }

    private synchronized void add(Entry entry) {
        latest.put(entry.id(), entry);
        if (latest.size() > MOST) {
            latest.pollFirstEntry().getValue().forget();
        }
    }

    /** The exchange of this generation, or null where it is none of the latest. */
    synchronized @Nullable Entry entry(String id) {
        return latest.get(id);
    }
}
