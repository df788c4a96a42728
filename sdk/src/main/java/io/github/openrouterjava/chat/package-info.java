/** The chat resource: requests, messages, chunks, completions, and the stream that carries them. */
@NullMarked
package io.github.openrouterjava.chat;

import org.jspecify.annotations.NullMarked;
