/** Passes requests on to other servers, and what they answer back, as it comes. */
@NullMarked
package io.github.openrouterjava.relay;

import org.jspecify.annotations.NullMarked;
