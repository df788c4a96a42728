/**
 * The local OpenRouter over HTTP: a server that answers any client as OpenRouter would, from whatever {@link
 * io.github.openrouterjava.http.Transport} stands behind it.
 *
 * <p>{@code HttpListener} accepts a connection, and Netty reads its requests. {@code HttpConnection} asks {@code Access}
 * whether one may come in and has it answered on a virtual thread, where {@code HttpAnswer} writes what comes the moment it
 * comes. A client that leaves closes the exchange at once, whoever is waiting for it. {@code Api} is the transport that
 * answers: chat completions by the models, watched by the {@code Journal}, and all else by itself.
 */
@NullMarked
package io.github.openrouterjava.server;

import org.jspecify.annotations.NullMarked;
