package io.github.openrouterjava.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The search for a host's addresses, which may be given up.
 *
 * <p>The system's own search can be neither limited nor broken off. So it has a thread to itself while it lasts, and may
 * outlive the wait for it.
 */
final class Lookup implements Runnable, Abortable {
    private final String host;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile InetAddress @Nullable [] addresses;
    private volatile @Nullable Exception failure;

    private Lookup(String host) {
        this.host = host;
    }

    /** @throws SocketTimeoutException after the deadline */
    static InetAddress[] addresses(String host, SocketExchange exchange, long deadline) throws IOException {
        if (isLiteral(host)) {
            return InetAddress.getAllByName(host);
        }
        var lookup = new Lookup(host);
        exchange.hold(lookup);
        Thread thread = Thread.currentThread().isVirtual()
                ? Thread.ofVirtual().unstarted(lookup)
                : Thread.ofPlatform().daemon().unstarted(lookup);
        thread.setName("openrouter-lookup");
        thread.start();
        return lookup.await(deadline == Exchange.NEVER ? Long.MAX_VALUE : deadline - System.nanoTime());
    }

    @Override
    public void run() {
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException | RuntimeException e) {
            failure = e;
        } finally {
            over.countDown();
        }
    }

    private InetAddress[] await(long nanos) throws IOException {
        try {
            if (!over.await(nanos, TimeUnit.NANOSECONDS)) {
                throw new SocketTimeoutException("no address in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        InetAddress[] found = addresses;
        if (found != null) {
            return found;
        }
        if (failure == null) {
            throw new IOException("closed");
        }
        var unknown = new UnknownHostException(host);
        unknown.initCause(failure);
        throw unknown;
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
        over.countDown();
    }
}
