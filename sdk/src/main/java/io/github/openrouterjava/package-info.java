/** The OpenRouter SDK for Java: the client. */
@NullMarked
package io.github.openrouterjava;

import org.jspecify.annotations.NullMarked;
