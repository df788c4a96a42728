package io.github.openrouterjava.fuzz;

import io.github.openrouterjava.chat.ChunkFuzz;
import io.github.openrouterjava.chat.StreamFuzz;
import io.github.openrouterjava.http.BodyFuzz;
import io.github.openrouterjava.http.HeadFuzz;
import io.github.openrouterjava.json.JsonFuzz;
import io.github.openrouterjava.json.PartialFuzz;
import io.github.openrouterjava.sse.SseFuzz;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What is fuzzed. */
enum FuzzTarget {
    JSON(JsonFuzz.class, JsonFuzz::fuzzerTestOneInput),
    PARTIAL(PartialFuzz.class, PartialFuzz::fuzzerTestOneInput),
    SSE(SseFuzz.class, SseFuzz::fuzzerTestOneInput),
    CHUNK(ChunkFuzz.class, ChunkFuzz::fuzzerTestOneInput),
    STREAM(StreamFuzz.class, StreamFuzz::fuzzerTestOneInput),
    HEAD(HeadFuzz.class, HeadFuzz::fuzzerTestOneInput),
    BODY(BodyFuzz.class, BodyFuzz::fuzzerTestOneInput),
    ALL(AllFuzz.class, AllFuzz::fuzzerTestOneInput);

    static final List<FuzzTarget> EACH = List.of(JSON, PARTIAL, SSE, CHUNK, STREAM, HEAD, BODY);

    final Class<?> type;
    final Consumer<byte[]> tries;

    FuzzTarget(Class<?> type, Consumer<byte[]> tries) {
        this.type = type;
        this.tries = tries;
    }

    static FuzzTarget named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
