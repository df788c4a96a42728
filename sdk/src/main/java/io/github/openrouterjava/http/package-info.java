/** One HTTP exchange behind a seam of one method, and the transports that make it. */
@NullMarked
package io.github.openrouterjava.http;

import org.jspecify.annotations.NullMarked;
