package io.github.openrouterjava.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The search for a host's addresses, which may be given up.
 *
 * <p>The system's own search can be neither limited nor broken off. So it has a thread to itself while it lasts, and may
 * outlive the wait for it.
 */
final class Lookup extends FutureTask<InetAddress[]> implements Abortable {
    private Lookup(String host) {
        super(new Search(host));
    }

    private record Search(String host) implements Callable<InetAddress[]> {
        @Override
        public InetAddress[] call() throws UnknownHostException {
            return InetAddress.getAllByName(host);
        }
    }

    /** @throws SocketTimeoutException after the deadline */
    static InetAddress[] addresses(String host, SocketExchange exchange, long deadline) throws IOException {
        if (isLiteral(host)) {
            return InetAddress.getAllByName(host);
        }
        var lookup = new Lookup(host);
        exchange.hold(lookup);
        Thread.Builder builder = Thread.currentThread().isVirtual()
                ? Thread.ofVirtual()
                : Thread.ofPlatform().daemon();
        builder.name("openrouter-lookup").start(lookup);
        try {
            return lookup.get(
                    deadline == Exchange.NEVER ? Long.MAX_VALUE : deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("no address in time");
        } catch (CancellationException e) {
            throw new IOException("closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            var unknown = new UnknownHostException(host);
            unknown.initCause(e.getCause());
            throw unknown;
        }
    }

    private static boolean isLiteral(String host) {
        if (host.indexOf(':') >= 0) {
            return true;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void abort() {
        cancel(false);
    }
}
