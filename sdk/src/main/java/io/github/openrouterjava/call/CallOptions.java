package io.github.openrouterjava.call;

import io.github.openrouterjava.http.Headers;

/**
 * What may differ from call to call. A client has its own, and every call may derive others from them.
 *
 * @param headers sent with the request, in place of the client's own of the same name
 * @param endPolicy what counts as the proper end of a stream
 * @param maxEventBytes how long one event of a stream may be; images come as one event of many MB
 */
public record CallOptions(Clocks clocks, RetryPolicy retry, Headers headers, EndPolicy endPolicy, int maxEventBytes) {
    /** The default clocks and retries, and events of up to 32 MiB. */
    public static final CallOptions DEFAULT =
            new CallOptions(Clocks.DEFAULT, RetryPolicy.DEFAULT, Headers.NONE, EndPolicy.FINISH_OR_DONE, 32 << 20);

    /** @throws IllegalArgumentException for an event limit that is not from 1 to 2^30 */
    public CallOptions {
        if (maxEventBytes < 1 || maxEventBytes > 1 << 30) {
            throw new IllegalArgumentException("maxEventBytes is " + maxEventBytes + ", but must be from 1 to 2^30");
        }
    }

    public CallOptions clocks(Clocks clocks) {
        return new CallOptions(clocks, retry, headers, endPolicy, maxEventBytes);
    }

    public CallOptions retry(RetryPolicy retry) {
        return new CallOptions(clocks, retry, headers, endPolicy, maxEventBytes);
    }

    /**
     * With one more header, or another value for it.
     *
     * @throws IllegalArgumentException where the name or the value can't stand in a header
     */
    public CallOptions header(String name, String value) {
        return new CallOptions(clocks, retry, headers.with(name, value), endPolicy, maxEventBytes);
    }

    public CallOptions endPolicy(EndPolicy endPolicy) {
        return new CallOptions(clocks, retry, headers, endPolicy, maxEventBytes);
    }

    public CallOptions maxEventBytes(int maxEventBytes) {
        return new CallOptions(clocks, retry, headers, endPolicy, maxEventBytes);
    }
}
