package io.github.openrouterjava.server;

import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.server.OfflineExchange.Timed;
import java.util.Iterator;
import java.util.List;

/** A response: its head, and its body on a timetable, made while it is read. */
record Reply(HttpResponseHead head, Iterator<Timed> body) {

    /** What OpenRouter would answer, had it these models. */
    static Reply to(HttpRequest request) {
        String path = request.uri().getPath();
        if (!request.method().equals("POST") || path == null || !path.endsWith("/chat/completions")) {
            return refused(new Refusal(
                    404, "offline, there is only POST …/chat/completions, not " + request.method() + " " + path));
        }
        try {
            Ask ask = Ask.read(request.body());
            Iterator<Piece> pieces = pieces(ask);
            Origin origin = Origin.of(ask);
            Wire wire = ask.stream() ? new Events(origin) : new Body(origin);
            return new Reply(
                    new HttpResponseHead(
                            200, Headers.of("Content-Type", wire.contentType(), "X-Generation-Id", origin.id())),
                    written(pieces, wire));
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    private static Iterator<Piece> pieces(Ask ask) throws Refusal {
        return switch (ask.model()) {
            case Demo.NAME -> Demo.answer(ask);
            case Echo.NAME -> Echo.answer(ask);
            case Lorem.NAME -> Lorem.answer(ask);
            default ->
                throw new Refusal(
                        404,
                        "model: there is no '" + ask.model() + "' offline; the offline models are "
                                + String.join(", ", Demo.NAME, Echo.NAME, Lorem.NAME));
        };
    }

    private static Reply refused(Refusal refusal) {
        return new Reply(
                new HttpResponseHead(
                        refusal.status(),
                        Headers.of("Content-Type", "application/json", "X-Generation-Id", Origin.newId())),
                List.of(new Timed(0, refusal.body())).iterator());
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
                return new Timed(piece.pause(), wire.bytes(piece));
            }
        };
    }
}
