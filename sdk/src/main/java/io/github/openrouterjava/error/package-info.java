/** What every call can throw: unchecked, all of them {@link io.github.openrouterjava.error.OpenRouterException}s. */
@NullMarked
package io.github.openrouterjava.error;

import org.jspecify.annotations.NullMarked;
