package io.github.openrouterjava.life;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.CallOptions;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.ChatCompletionChunk;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.StreamEnd;
import io.github.openrouterjava.chat.StreamException;
import io.github.openrouterjava.http.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Who sees plays through a client, does what they tell the user to do, and judges their ends. */
final class Audience {
    private static final ChatRequest ASK = ChatRequest.of("test/model", Message.user("Hi"));
    private static final RetryPolicy QUICK =
            new RetryPolicy(Play.ATTEMPTS, Duration.ofMillis(1), Duration.ofSeconds(2));
    private static final Duration STALL = Duration.ofMillis(300);

    /** No play lasts so long: where it does, it ends in a timeout that is not right. */
    private static final Duration TOO_LONG = Duration.ofSeconds(60);

    private final Stage stage;
    private final OpenRouter client;
    private final OpenRouter refused;
    private final AtomicLong names = new AtomicLong();

    private Audience(Stage stage, OpenRouter client, OpenRouter refused) {
        this.stage = stage;
        this.client = client;
        this.refused = refused;
    }

    /** An audience of this stage, which also knows an address where nobody listens. */
    static Audience of(Stage stage, Transport transport) throws IOException {
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        return new Audience(
                stage,
                Carrier.client(transport, stage.uri(), QUICK),
                Carrier.client(transport, URI.create("http://127.0.0.1:" + nobody), QUICK));
    }

    /** How a play went: its end, and what is wrong with it or an empty string. */
    record Verdict(Play play, StreamEnd end, String wrong) {}

    /** Sees a play from beginning to end. */
    Verdict see(Play play) {
        Stage.Played played = stage.begin(play.seed + "/" + names.incrementAndGet(), play);
        OpenRouter through = play.fault == Fault.REFUSED ? refused : client;
        ChatStream stream = through.chat().stream(ASK, options -> options(options, played));
        var text = new StringBuilder();
        RuntimeException failure = null;
        var leave = new Leave(play, stream);
        try (stream) {
            for (int pieces = 0; ; ) {
                if (play.fault == Fault.CLOSED_BY_READER && pieces == play.at) {
                    stream.close();
                }
                ChatCompletionChunk chunk = stream.next();
                if (chunk == null) {
                    break;
                }
                text.append(chunk.text());
                pieces += chunk.text().isEmpty() ? 0 : 1;
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            leave.over();
        }
        boolean interrupted = Thread.interrupted();
        stage.end(played);
        String wrong = wrong(played, stream, failure, text.toString());
        if (interrupted && play.fault != Fault.INTERRUPTED) {
            wrong += "the thread is interrupted; ";
        }
        return new Verdict(play, stream.end(), wrong);
    }

    private static CallOptions options(CallOptions options, Stage.Played played) {
        var clocks = options.clocks().connect(TOO_LONG).total(TOO_LONG); // a busy machine is no fault of a play
        if (played.play().fault == Fault.STALL) {
            clocks = played.play().at == 0 ? clocks.firstToken(STALL) : clocks.idle(STALL);
        }
        return options.clocks(clocks).header(Stage.NAME, played.name());
    }

    private static String wrong(Stage.Played played, ChatStream stream, RuntimeException failure, String read) {
        Right right = played.play().right;
        var wrong = new StringBuilder();
        boolean whole = stream.end() == StreamEnd.COMPLETE;
        if (whole ? failure != null || !right.orWhole() : failure == null) {
            wrong.append(stream.end()).append(" with ").append(failure).append("; ");
        } else if (!whole && (stream.end() != right.end() || !right.failures().contains(failure.getClass()))) {
            wrong.append(stream.end()).append(" by ").append(failure).append("; ");
        }
        // A whole answer in JSON comes in the exception: no chunk of it was ever read.
        boolean inPlace = played.play().fault == Fault.JSON;
        String text = inPlace && failure instanceof StreamException end
                ? end.completion().text()
                : stream.completion().text();
        if (!inPlace && !text.equals(read)) {
            wrong.append("merged '")
                    .append(text)
                    .append("' but read '")
                    .append(read)
                    .append("'; ");
        }
        int pieces = piecesIn(text, played.play().pieces);
        if (pieces < (whole ? right.most() : right.fewest()) || pieces > right.most()) {
            wrong.append(pieces).append(" pieces in '").append(text).append("'; ");
        }
        int requests = played.requests().get();
        if (requests < right.leastRequests() || requests > right.mostRequests()) {
            wrong.append(requests).append(" requests; ");
        }
        var retries = stream.completion().delivery().retries();
        if (right.leastRequests() > 0 && retries.size() != requests - 1) {
            wrong.append(retries.size()).append(" retries; ");
        }
        return wrong.isEmpty() ? "" : wrong + "right is " + right + " after " + retries;
    }

    /** How many whole pieces a text is made of, -1 where it is made of anything else. */
    private static int piecesIn(String text, List<String> pieces) {
        int length = 0;
        for (int i = 0; ; i++) {
            if (length == text.length()) {
                return i;
            }
            if (i == pieces.size() || !text.startsWith(pieces.get(i), length)) {
                return -1;
            }
            length += pieces.get(i).length();
        }
    }

    /** What another thread does to a stream, unless the stream's end is sooner. */
    private static final class Leave {
        private final CompletableFuture<Void> moment = new CompletableFuture<>();
        private final Thread reader = Thread.currentThread();
        private boolean over;

        Leave(Play play, ChatStream stream) {
            Runnable act = switch (play.fault) {
                case CLOSED_BY_ANOTHER -> stream::close;
                case INTERRUPTED -> this::interrupt;
                default -> null;
            };
            if (act != null) {
                // On a thread of its own: the one that rings belongs to the JDK.
                moment.completeOnTimeout(null, play.leaving, TimeUnit.MICROSECONDS)
                        .thenRun(() -> Thread.ofVirtual().start(act));
            }
        }

        private synchronized void interrupt() {
            if (!over) {
                reader.interrupt();
            }
        }

        synchronized void over() {
            over = true;
            moment.cancel(false);
        }
    }
}
