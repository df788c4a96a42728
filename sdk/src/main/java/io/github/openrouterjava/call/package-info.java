/**
 * One HTTP call to the API: key, attribution, hooks, clocks, retry, and error bodies made exceptions. Knows nothing of
 * what is said in a call.
 */
@NullMarked
package io.github.openrouterjava.call;

import org.jspecify.annotations.NullMarked;
