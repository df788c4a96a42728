package io.github.openrouterjava.offline;

import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.playback.Reply;
import io.github.openrouterjava.playback.Timed;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the models have to say to a request. */
final class OfflineModels {
    private OfflineModels() {}

    /**
     * What OpenRouter would answer, had it these models.
     *
     * @param otherwise the model that answers for those that are not there, or null
     * @param script what answers for offline/script, or null
     */
    static Reply reply(HttpRequest request, @Nullable String otherwise, @Nullable Answers script) {
        String path = request.uri().getPath();
        try {
            if (!request.method().equals("POST") || path == null || !path.endsWith("/chat/completions")) {
                throw new Refusal(
                        404, "offline, there is only POST …/chat/completions, not " + request.method() + " " + path);
            }
            Ask asked = Ask.read(request.body().bytes());
            Ask ask = otherwise == null || OfflineTransport.has(asked.model()) ? asked : asked.of(otherwise);
            return answer(ask, script);
        } catch (Refusal refusal) {
            return new Reply(
                    new HttpResponseHead(refusal.status(), refusal.headers()),
                    List.of(new Timed(0, refusal.body())).iterator());
        }
    }

    private static Reply answer(Ask ask, @Nullable Answers script) throws Refusal {
        Chaos.Fault fault = ask.model().equals(Chaos.NAME) ? Chaos.fault(ask) : null;
        boolean scripted = ask.model().equals(Script.NAME);
        Iterator<Piece> pieces = scripted ? scripted(ask, script) : pieces(ask, fault);
        // A script answers in the place of whatever model is asked for.
        Origin origin = Origin.of(ask, scripted ? String.valueOf(ask.body().string("model")) : ask.model());
        Wire wire = ask.stream() ? new Events(origin) : new Body(origin);
        Headers headers = Headers.of("Content-Type", wire.contentType(), "X-Generation-Id", origin.id());
        Iterator<Timed> body = written(pieces, wire);
        return new Reply(new HttpResponseHead(200, headers), fault == Chaos.Fault.DRIP ? new Drip(body) : body);
    }

    private static Iterator<Piece> pieces(Ask ask, Chaos.@Nullable Fault fault) throws Refusal {
        return switch (ask.model()) {
            case Demo.NAME -> Demo.answer(ask);
            case Echo.NAME -> Echo.answer(ask);
            case Lorem.NAME -> Lorem.answer(ask);
            case Chaos.NAME -> Chaos.answer(fault, ask);
            default ->
                throw new Refusal(
                        404,
                        "model: there is no '" + ask.model() + "' offline; the offline models are "
                                + String.join(", ", OfflineTransport.names()));
        };
    }

    private static Iterator<Piece> scripted(Ask ask, @Nullable Answers script) throws Refusal {
        if (script == null) {
            throw new Refusal(
                    404, Script.NAME + " answers by a script, and none was given: openrouter serve --script FILE");
        }
        return switch (script.answer(ask.body())) {
            case Answer.Refused refused -> throw new Refusal(refused);
            case Answer.Steps steps -> steps.pieces();
        };
    }

    private static Iterator<Timed> written(Iterator<Piece> pieces, Wire wire) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return pieces.hasNext();
            }

            @Override
            public Timed next() {
                Piece piece = pieces.next();
                return new Timed(piece.pause(), wire.bytes(piece), piece instanceof Piece.Break);
            }
        };
    }
}
