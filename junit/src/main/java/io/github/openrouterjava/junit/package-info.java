/**
 * OpenRouter in tests: {@link io.github.openrouterjava.junit.OpenRouterExtension} starts a server for a test, {@link
 * io.github.openrouterjava.junit.OpenRouterStub} says what it answers and what it was asked.
 */
@NullMarked
package io.github.openrouterjava.junit;

import org.jspecify.annotations.NullMarked;
