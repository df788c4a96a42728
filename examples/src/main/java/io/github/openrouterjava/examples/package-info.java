/** One task a file, each run by a test. */
@NullMarked
package io.github.openrouterjava.examples;

import org.jspecify.annotations.NullMarked;
