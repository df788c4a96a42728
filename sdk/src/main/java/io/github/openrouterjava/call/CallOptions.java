package io.github.openrouterjava.call;

import io.github.openrouterjava.http.Headers;

/**
 * What may differ from call to call. A client has its own, and every call may derive others from them.
 *
 * @param headers sent with the request, in place of the client's own of the same name
 */
public record CallOptions(Clocks clocks, RetryPolicy retry, Headers headers) {
    public static final CallOptions DEFAULT = new CallOptions(Clocks.DEFAULT, RetryPolicy.DEFAULT, Headers.NONE);

    public CallOptions clocks(Clocks clocks) {
        return new CallOptions(clocks, retry, headers);
    }

    public CallOptions retry(RetryPolicy retry) {
        return new CallOptions(clocks, retry, headers);
    }

    /**
     * With one more header, or another value for it.
     *
     * @throws IllegalArgumentException where the name or the value can't stand in a header
     */
    public CallOptions header(String name, String value) {
        return new CallOptions(clocks, retry, headers.with(name, value));
    }
}
