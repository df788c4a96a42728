package io.github.openrouterjava.life;

import io.github.openrouterjava.chat.StreamCancelledException;
import io.github.openrouterjava.chat.StreamDecodeException;
import io.github.openrouterjava.chat.StreamEnd;
import io.github.openrouterjava.chat.StreamErrorException;
import io.github.openrouterjava.chat.StreamInterruptedException;
import io.github.openrouterjava.chat.StreamTimeoutException;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.ConnectionException;
import java.util.Set;

/**
 * What counts as the right end of a stream.
 *
 * @param failures the types of what reading throws
 * @param orWhole whether the stream may also be complete; the two never hold of one stream at once
 * @param fewest how many pieces of text must have come
 * @param most how many pieces of text may have come
 * @param leastRequests how many requests the server must have seen
 * @param mostRequests how many requests the server may have seen
 */
record Right(
        Set<Class<? extends RuntimeException>> failures,
        StreamEnd end,
        boolean orWhole,
        int fewest,
        int most,
        int leastRequests,
        int mostRequests) {

    static Right whole(int pieces, int requests) {
        return new Right(Set.of(), StreamEnd.COMPLETE, true, pieces, pieces, requests, requests);
    }

    static Right interrupted(int fewest, int most) {
        return new Right(
                Set.of(StreamInterruptedException.class, ConnectionException.class),
                StreamEnd.INTERRUPTED,
                false,
                fewest,
                most,
                most == 0 ? Play.ATTEMPTS : 1,
                fewest == 0 ? Play.ATTEMPTS : 1);
    }

    static Right refused() {
        return new Right(Set.of(ConnectionException.class), StreamEnd.INTERRUPTED, false, 0, 0, 0, 0);
    }

    static Right errorWithin(int pieces, int requests) {
        return new Right(
                Set.of(StreamErrorException.class), StreamEnd.ERROR, false, pieces, pieces, requests, requests);
    }

    static Right errorInPlace(int requests) {
        return new Right(Set.of(ApiException.class), StreamEnd.ERROR, false, 0, 0, requests, requests);
    }

    static Right timeout(int pieces) {
        int requests = pieces == 0 ? 0 : 1; // the first token's clock may run out before the request is there
        return new Right(Set.of(StreamTimeoutException.class), StreamEnd.TIMEOUT, false, pieces, pieces, requests, 1);
    }

    static Right undecodable(int pieces) {
        return new Right(Set.of(StreamDecodeException.class), StreamEnd.UNDECODABLE, false, pieces, pieces, 1, 1);
    }

    static Right closedAfter(int pieces) {
        int requests = pieces == 0 ? 0 : 1; // closed before the first read, nothing is sent
        return new Right(
                Set.of(StreamCancelledException.class), StreamEnd.CANCELLED, false, pieces, pieces, requests, requests);
    }

    static Right closedSometime(int pieces) {
        return new Right(Set.of(StreamCancelledException.class), StreamEnd.CANCELLED, true, 0, pieces, 0, 1);
    }
}
