/** What every call can throw. */
@NullMarked
package io.github.openrouterjava.error;

import org.jspecify.annotations.NullMarked;
