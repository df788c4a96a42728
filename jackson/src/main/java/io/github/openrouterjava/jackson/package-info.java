/**
 * Bindings that leave all to a program's own Jackson: its annotations, naming, modules and settings.
 *
 * <p>None of them is found by itself, for there are two and they are nothing without a mapper: hand one in.
 */
@NullMarked
package io.github.openrouterjava.jackson;

import org.jspecify.annotations.NullMarked;
