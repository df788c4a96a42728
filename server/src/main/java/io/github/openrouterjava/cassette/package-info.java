/**
 * Exchanges kept: what was asked, what came and when, how it ended; in memory, as JSON, as files, and played again.
 *
 * <p>{@code Tape} keeps an exchange while it goes on; what it has kept is a {@code Cassette}.
 */
@NullMarked
package io.github.openrouterjava.cassette;

import org.jspecify.annotations.NullMarked;
