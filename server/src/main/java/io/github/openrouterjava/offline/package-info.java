/**
 * Offline models: a stand-in that answers chat completions in this process, without a network and without a key.
 *
 * <p>It is no language model and never says it is one. {@code offline/demo} looks questions up in this project's docs,
 * {@code offline/echo} repeats the request, {@code offline/lorem} makes filler text at a given pace,
 * {@code offline/chaos} fails as servers do, {@code offline/script} answers as {@link
 * io.github.openrouterjava.offline.Answers} say. What is real is the wire: an answer is written as the bytes OpenRouter
 * would send, comments, ids, usage and {@code [DONE]} included, and read by the same code that reads the network.
 *
 * <p>An answer goes through four hands. {@code Ask} reads the request and refuses a bad one; a model ({@code Demo},
 * {@code Echo}, {@code Lorem}, {@code Chaos}, or an {@code Answer}) says what it has to say as {@code Piece}s, each made
 * when it is asked for; a {@code Wire} turns a piece into bytes, as events or as one JSON body; {@code PacedExchange}
 * hands out the bytes when they are due, on the reader's own thread. The SDK's chat types are not used on purpose: a
 * stand-in that shares the client's encoder would agree with its mistakes.
 */
@NullMarked
package io.github.openrouterjava.offline;

import org.jspecify.annotations.NullMarked;
