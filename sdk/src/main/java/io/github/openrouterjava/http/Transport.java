package io.github.openrouterjava.http;

/**
 * Makes HTTP exchanges: the one seam between this SDK and the network.
 *
 * <p>Safe for use by several threads. Closing it, where it holds something to close, is its owner's task: whoever made
 * it.
 */
@FunctionalInterface
public interface Transport {
    /** A new exchange for this request. Nothing is sent before {@link Exchange#head} is called; never blocks. */
    Exchange open(HttpRequest request);
}
