package io.github.openrouterjava.compare.speed;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The JDK's HTTP client, its body read as a stream of bytes; times are looked for in what one read has brought. */
final class BareJdk implements Subject.Caller {
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;

    BareJdk(URI uri) {
        request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(BareSpeed.BODY))
                .build();
    }

    @Override
    public void stream(Taker taker) throws Exception {
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        long bytes = 0;
        long lines = 0;
        var buffer = new byte[16 * 1024];
        boolean stamped = taker.stamped();
        try (InputStream body = answer.body()) {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                bytes += count;
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == '\n') lines++;
                    else if (stamped && buffer[i] == Stamp.MARK) taker.stamp(Stamp.of(buffer, i, count));
                }
            }
        }
        taker.scanned(bytes, lines);
    }
}
