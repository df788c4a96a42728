/** Server-sent events by the WHATWG rules, read from bytes. */
@NullMarked
package io.github.openrouterjava.sse;

import org.jspecify.annotations.NullMarked;
