/** Coverage-guided fuzzing: what runs the targets, which stand as {@code …Fuzz} in the packages that they try. */
package io.github.openrouterjava.fuzz;
