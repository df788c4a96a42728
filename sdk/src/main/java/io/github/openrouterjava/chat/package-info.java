/**
 * The chat resource: requests, messages, chunks, completions, and the stream that carries them; on top of it conversations,
 * tools and the runs that call them, and answers as values of a program's own types.
 */
@NullMarked
package io.github.openrouterjava.chat;

import org.jspecify.annotations.NullMarked;
