package io.github.openrouterjava.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One exchange of the JDK's client, its head and body handed over to the thread that waits for them. */
final class JdkExchange implements Exchange {
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\t -~]");

    private final JdkHttpTransport transport;
    private final java.net.http.HttpRequest request;
    private final JdkFailures failures;
    private final JdkBody body;
    /** Done when the client asked for the request's body, and whenever there is nothing to tell or to wait for. */
    private final CompletableFuture<@Nullable Void> connected = new CompletableFuture<>();

    private final CompletableFuture<HttpResponseHead> head = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<?> sending;
    private volatile boolean closed;
    private volatile @Nullable InputStream upload;

    JdkExchange(JdkHttpTransport transport, HttpRequest request) {
        this.transport = transport;
        this.request = JdkRequests.from(request, this);
        this.failures = new JdkFailures(request.uri());
        this.body = new JdkBody(failures);
        if (request.body().length() == 0) {
            connected.complete(null);
        }
    }

    /** Called when the client asks for the request's body, which it does once the connection stands. */
    void bodyAsked() {
        connected.complete(null);
    }

    /** The request's body from its beginning, for the client to read on its own threads. */
    InputStream reading(RequestBody sent) {
        InputStream from = sent.open();
        upload = from;
        return from;
    }

    @Override
    public HttpResponseHead head(long connectDeadline, long deadline) throws IOException {
        try {
            if (sending == null) {
                send(deadline);
            }
            long soonest = Math.min(remaining(connectDeadline), remaining(deadline));
            try {
                connected.get(soonest, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw new DeadlineException(true);
            }
            return head.get(remaining(deadline), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new DeadlineException(false);
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            Throwable failure = Objects.requireNonNullElse(e.getCause(), e);
            throw closed ? new IOException("closed") : beforeHead(failure);
        }
    }

    private IOException beforeHead(Throwable failure) {
        RequestBodyException unreadable = upload instanceof SourceInput file ? file.failure() : null;
        return unreadable == null ? orClosedClient(failures.beforeHead(failure)) : unreadable;
    }

    private void send(long deadline) throws IOException, InterruptedException {
        HttpClient client = transport.client();
        if (closed) {
            throw new IOException("closed");
        }
        if (client == null) {
            throw closedClient(null);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (remaining(deadline) <= 0) {
            throw new DeadlineException(true);
        }
        failures.through(client);
        var sent = client.sendAsync(request, this::received);
        sending = sent;
        var unused = sent.whenComplete((response, failure) -> {
            if (failure != null) {
                failed(failure);
            }
        });
        if (closed) {
            sent.cancel(true);
        }
    }

    private HttpResponse.BodySubscriber<JdkBody> received(HttpResponse.ResponseInfo info) {
        var fields = new ArrayList<Headers.Field>();
        info.headers().map().forEach((name, values) -> {
            if (!name.startsWith(":")) { // HTTP/2's pseudo-fields are no header fields
                // Bytes beyond ASCII are legal here, but say nothing: no character set goes with them.
                values.forEach(value -> fields.add(
                        new Headers.Field(name, NOT_ASCII.matcher(value).replaceAll("?"))));
            }
        });
        var received = new HttpResponseHead(info.statusCode(), new Headers(fields));
        boolean readable = Framing.isBodiless(request.method(), received.status()) || isReadable(received);
        if (!readable) {
            body.onComplete(); // an error says enough by its head
        }
        head.complete(received);
        connected.complete(null);
        return readable ? body : HttpResponse.BodySubscribers.replacing(body);
    }

    /** The client takes the first length it finds, whatever else the head says: the body may be shorter than it was. */
    private static boolean isReadable(HttpResponseHead received) {
        try {
            var unused = Framing.of(received);
            return true;
        } catch (UnreadableBodyException unclear) {
            if (Framing.isAnswer(received.status())) {
                throw new UncheckedIOException(unclear);
            }
            return false;
        }
    }

    private void failed(Throwable failure) {
        head.completeExceptionally(failure);
        connected.complete(null);
        body.onError(failure);
    }

    @Override
    public int read(byte[] to, int offset, int length, long deadline) throws IOException {
        if (!head.isDone()) {
            throw new IllegalStateException("the head comes first");
        }
        try {
            return body.read(to, offset, length, deadline);
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (DeadlineException e) {
            throw e;
        } catch (IOException e) {
            throw closed ? e : orClosedClient(e);
        }
    }

    private IOException orClosedClient(IOException failure) {
        return transport.brokeItsExchanges() ? closedClient(failure) : failure;
    }

    /** Of the type that says that somebody wanted the end: no caller takes it for the network's fault, and tries again. */
    private static InterruptedIOException closedClient(@Nullable IOException cause) {
        var closed = new InterruptedIOException("the client is closed");
        closed.initCause(cause);
        return closed;
    }

    private InterruptedIOException interrupted() {
        close();
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }

    @Override
    public void close() {
        closed = true;
        head.completeExceptionally(new IOException("closed"));
        connected.complete(null);
        boolean ended = body.close();
        CompletableFuture<?> sent = sending;
        if (upload instanceof SourceInput file) {
            file.close(); // the client may have given it up halfway
        }
        // After the body's end the connection may already serve another exchange: then there is nothing to cancel.
        if (!ended && sent != null) {
            sent.cancel(true);
        }
    }

    /** The nanoseconds that are left until a deadline, zero or less where it has passed. */
    static long remaining(long deadline) {
        return deadline == NEVER ? Long.MAX_VALUE : deadline - System.nanoTime();
    }
}
