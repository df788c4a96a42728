package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.playback.ApiError;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code offline/chaos}: filler text that goes wrong on the way, in one of the ways in which servers do. */
final class Chaos implements Iterator<Piece> {
    static final String NAME = "offline/chaos";

    /** What is sent before and unless something happens. */
    private static final LoremSettings TEXT = new LoremSettings(40, 100, 100, 0.2, 1);

    private static final List<String> SETTINGS =
            Stream.concat(Fault.names().stream(), Stream.of("seed")).toList();
    private static final int BEFORE = 5; // as many pieces come before it goes wrong

    private final Fault fault;
    private final Iterator<Piece> sound;
    private final ArrayDeque<Piece> next = new ArrayDeque<>();
    private int came;
    private boolean over;

    /** A way to fail. */
    enum Fault {
        /** 429, with {@code Retry-After}. */
        RATE_LIMIT,
        /** 503. */
        UNAVAILABLE,
        /** An error in the middle of the answer. */
        ERROR,
        /** The connection breaks within an event. */
        CUT,
        /** Nothing more comes. */
        STALL,
        /** All comes, byte by byte. */
        DRIP,
        /** An event is not JSON. */
        MALFORMED;

        static List<String> names() {
            return Arrays.stream(values()).map(Fault::word).toList();
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Chaos(Fault fault, Iterator<Piece> sound) {
        this.fault = fault;
        this.sound = sound;
    }

    /** What goes wrong with this request's answer, or null. */
    static @Nullable Fault fault(Ask ask) throws Refusal {
        Map<Fault, Double> odds = new EnumMap<>(Fault.class);
        long seed = ThreadLocalRandom.current().nextLong();
        for (Setting given : Setting.of(ask)) {
            int fault = Fault.names().indexOf(given.name());
            if (fault >= 0) {
                odds.put(Fault.values()[fault], given.number(1));
            } else if (given.name().equals("seed")) {
                seed = given.whole(Long.MIN_VALUE, Long.MAX_VALUE);
            } else {
                throw given.unknown(SETTINGS);
            }
        }
        if (odds.values().stream().mapToDouble(Double::doubleValue).sum() > 1) {
            throw Refusal.of("model", "the probabilities " + odds + " add up to more than 1");
        }
        boolean unsaid = odds.isEmpty();
        double left = new SplittableRandom(seed).nextDouble();
        for (Fault fault : Fault.values()) {
            left -= unsaid ? 0.1 : odds.getOrDefault(fault, 0.0);
            if (left < 0) {
                return fault;
            }
        }
        return null;
    }

    /** The answer that goes wrong in this way, in none where it is null. */
    static Iterator<Piece> answer(@Nullable Fault fault, Ask ask) throws Refusal {
        if (fault == Fault.RATE_LIMIT) {
            throw new Refusal(Answer.refused(429, "offline/chaos: too many requests, for one second")
                    .retryAfter(Duration.ofSeconds(1)));
        }
        if (fault == Fault.UNAVAILABLE) {
            throw new Refusal(503, "offline/chaos: no provider is available");
        }
        Iterator<Piece> sound = Lorem.answer(TEXT, ask);
        return fault == null || fault == Fault.DRIP ? sound : new Chaos(fault, sound);
    }

    @Override
    public boolean hasNext() {
        return !next.isEmpty() || (!over && sound.hasNext());
    }

    @Override
    public Piece next() {
        if (!next.isEmpty()) {
            return next.remove();
        }
        Piece piece = sound.next();
        came++;
        if (came == BEFORE + 1 || (came <= BEFORE && !sound.hasNext())) {
            goWrong(piece);
            return next.remove();
        }
        return piece;
    }

    private void goWrong(Piece due) {
        long pause = due.pause();
        over = fault != Fault.MALFORMED;
        switch (fault) {
            case CUT -> {
                next.add(new Piece.Half(pause));
                next.add(new Piece.Break(0));
            }
            case STALL -> next.add(new Piece.Break(Piece.Break.NEVER));
            case MALFORMED -> {
                next.add(new Piece.Malformed(pause));
                if (!sound.hasNext()) {
                    next.add(due); // the end
                }
            }
            default -> next.add(new Piece.Failure(pause, error()));
        }
    }

    private static JsonObject error() {
        return ApiError.of(
                502,
                "offline/chaos: the provider has failed",
                JsonObject.of("error_type", Json.of("provider_unavailable")));
    }
}
