/**
 * The conformance catalogue, played: what a server may do to a client of chat completions, done to it over a real
 * socket, and the judgement on what the client made of it.
 */
@NullMarked
package io.github.openrouterjava.conformance;

import org.jspecify.annotations.NullMarked;
