package io.github.openrouterjava.call;

import io.github.openrouterjava.http.Headers;

/**
 * What may differ from call to call. A client has its own, and every call may derive others from them.
 *
 * @param headers sent with the request, in place of the client's own of the same name
 * @param endPolicy what counts as the proper end of a stream
 * @param maxEventBytes how long one event of a stream may be; images come as one event of many MB
 * @param continuations how often a stream that is interrupted is continued at the most; 0, the default, never
 */
public record CallOptions(
        Clocks clocks, RetryPolicy retry, Headers headers, EndPolicy endPolicy, int maxEventBytes, int continuations) {
    /** The default clocks and retries, events of up to 32 MiB, and nothing continued. */
    public static final CallOptions DEFAULT =
            new CallOptions(Clocks.DEFAULT, RetryPolicy.DEFAULT, Headers.NONE, EndPolicy.FINISH_OR_DONE, 32 << 20, 0);

    /** @throws IllegalArgumentException for an event limit that is not from 1 to 2^30, or fewer than 0 continuations */
    public CallOptions {
        if (maxEventBytes < 1 || maxEventBytes > 1 << 30) {
            throw new IllegalArgumentException("maxEventBytes is " + maxEventBytes + ", but must be from 1 to 2^30");
        }
        if (continuations < 0) {
            throw new IllegalArgumentException("continuations is " + continuations + ", but must not be negative");
        }
    }

    public CallOptions clocks(Clocks clocks) {
        return new CallOptions(clocks, retry, headers, endPolicy, maxEventBytes, continuations);
    }

    public CallOptions retry(RetryPolicy retry) {
        return new CallOptions(clocks, retry, headers, endPolicy, maxEventBytes, continuations);
    }

    /**
     * With one more header, or another value for it.
     *
     * @throws IllegalArgumentException where the name or the value can't stand in a header
     */
    public CallOptions header(String name, String value) {
        return new CallOptions(clocks, retry, headers.with(name, value), endPolicy, maxEventBytes, continuations);
    }

    public CallOptions endPolicy(EndPolicy endPolicy) {
        return new CallOptions(clocks, retry, headers, endPolicy, maxEventBytes, continuations);
    }

    public CallOptions maxEventBytes(int maxEventBytes) {
        return new CallOptions(clocks, retry, headers, endPolicy, maxEventBytes, continuations);
    }

    /**
     * Continues a stream that is interrupted after a part of its text: asks again, with that part as the begin of the
     * answer, and joins what comes to it. 0 is the default; whole answers and streams without text are not continued.
     *
     * <p>It costs: each continuation is billed as a call of its own, with the conversation and the partial answer as its
     * prompt, and the call that broke may be billed too, to its full length. Limits such as {@code max_tokens} hold for
     * each call anew, and plugins such as a web search run again.
     *
     * <p>It is a guess at what the model would have said. Some models refuse to go on with a given begin (Anthropic's
     * since Claude 4.6), which ends the stream as it would have ended; some ignore it and answer anew. A repetition of
     * what has come is cut where it is word for word; a preamble such as "Continuing:" can't be told from the answer.
     * Where each piece begins is in {@code Delivery.seams()}.
     */
    public CallOptions continuations(int atMost) {
        return new CallOptions(clocks, retry, headers, endPolicy, maxEventBytes, atMost);
    }
}
