/**
 * The seam between JSON and a program's own types: how a type is described to a model, and how what the model says becomes
 * a value of it.
 *
 * <p>The SDK binds nothing by itself. What does stands in a module of its own, and is found on the class path or handed in.
 */
@NullMarked
package io.github.openrouterjava.bind;

import org.jspecify.annotations.NullMarked;
