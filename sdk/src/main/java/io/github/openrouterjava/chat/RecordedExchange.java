package io.github.openrouterjava.chat;

import io.github.openrouterjava.call.ApiKey;
import io.github.openrouterjava.call.CallOptions;
import io.github.openrouterjava.call.Caller;
import io.github.openrouterjava.call.Clocks;
import io.github.openrouterjava.call.Hooks;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpResponseHead;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** Plays a recorded body as the answer of an exchange, without clocks. */
final class RecordedExchange implements Exchange {
    static final CallOptions OPTIONS =
            CallOptions.DEFAULT.clocks(new Clocks(null, null, null, null)).retry(RetryPolicy.NONE);

    private final InputStream body;

    private RecordedExchange(InputStream body) {
        this.body = body;
    }

    /** Gets this body, whatever is asked. */
    static Caller caller(InputStream body) {
        var nowhere = URI.create("http://recorded.invalid");
        return new Caller(
                nowhere, ApiKey.NONE, Headers.NONE, OPTIONS, Hooks.NONE, request -> new RecordedExchange(body));
    }

    @Override
    public HttpResponseHead head(long connectDeadline, long deadline) {
        return new HttpResponseHead(200, Headers.NONE);
    }

    @Override
    public int read(byte[] to, int offset, int length, long deadline) throws IOException {
        return body.read(to, offset, length);
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            return; // what has been read is not worse for it
        }
    }
}
