package io.github.openrouterjava.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.playback.Timed;
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
final class Chaos implements Iterator<Timed> {
    static final String NAME = "offline/chaos";

    /** What is sent before and unless something happens. */
    static final LoremSettings TEXT = new LoremSettings(40, 100, 100, 0.2, 1);

    private static final List<String> SETTINGS =
            Stream.concat(Fault.names().stream(), Stream.of("seed")).toList();
    private static final int BEFORE = 5; // as many pieces of a stream come before it goes wrong
    private static final long FOREVER = 24L * 3600 * 1_000_000_000;
    private static final long DRIP = 1_000_000;
    private static final byte[] NONE = {};

    private final Fault fault;
    private final String id;
    private final boolean streamed;
    private final Iterator<Timed> sound;
    private final ArrayDeque<Timed> next = new ArrayDeque<>();
    private int came;
    private boolean wrong; // what goes wrong has gone wrong
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

    /**
     * @param id of the generation
     * @param sound what would come otherwise
     */
    Chaos(Fault fault, String id, boolean streamed, Iterator<Timed> sound) {
        this.fault = fault;
        this.id = id;
        this.streamed = streamed;
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

    @Override
    public boolean hasNext() {
        return !next.isEmpty() || (!over && sound.hasNext());
    }

    @Override
    public Timed next() {
        if (next.isEmpty()) {
            Timed timed = sound.next();
            came += timed.bytes().length > 0 ? 1 : 0;
            boolean due = !wrong && came > 0 && (!streamed || came > BEFORE || !sound.hasNext());
            if (fault == Fault.DRIP) {
                drip(timed);
            } else if (due) {
                goWrong(timed);
            } else {
                return timed;
            }
        }
        return next.remove();
    }

    private void drip(Timed timed) {
        next.add(new Timed(timed.pause(), NONE));
        for (byte one : timed.bytes()) {
            next.add(new Timed(DRIP, new byte[] {one}));
        }
    }

    private void goWrong(Timed timed) {
        wrong = true;
        over = fault != Fault.MALFORMED || !streamed;
        byte[] half = Arrays.copyOf(timed.bytes(), timed.bytes().length / 2);
        switch (fault) {
            case CUT -> {
                next.add(new Timed(timed.pause(), half));
                next.add(new Timed(0, NONE, true));
            }
            case STALL -> next.add(new Timed(FOREVER, NONE, true));
            case MALFORMED -> next.add(new Timed(timed.pause(), malformed(half)));
            default -> next.add(new Timed(timed.pause(), error()));
        }
    }

    private byte[] malformed(byte[] half) {
        String text = new String(half, UTF_8);
        return (streamed ? text + "\n\n" : text).getBytes(UTF_8);
    }

    /** As OpenRouter reports an error once the status has been sent. */
    private byte[] error() {
        JsonObject error = JsonObject.of("code", Json.of(502))
                .with("message", Json.of("offline/chaos: the provider has failed"))
                .with("metadata", JsonObject.of("error_type", Json.of("provider_unavailable")));
        if (!streamed) {
            return JsonObject.of("error", error).toBytes();
        }
        JsonObject choice = JsonObject.of("index", Json.of(0))
                .with("delta", JsonObject.of("content", Json.of("")))
                .with("finish_reason", Json.of("error"));
        JsonObject chunk = JsonObject.of("id", Json.of(id))
                .with("object", Json.of("chat.completion.chunk"))
                .with("created", Json.of(System.currentTimeMillis() / 1000))
                .with("model", Json.of(NAME))
                .with("provider", Json.of(Origin.PROVIDER))
                .with("error", error)
                .with("choices", JsonArray.of(choice));
        return ("data: " + chunk.toText() + "\n\n").getBytes(UTF_8);
    }
}
