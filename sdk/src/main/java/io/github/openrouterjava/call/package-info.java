/** One HTTP call: authorisation, attribution, retry, clocks, error bodies. */
@NullMarked
package io.github.openrouterjava.call;

import org.jspecify.annotations.NullMarked;
