/**
 * The command line: {@code openrouter chat}, {@code openrouter decode} and {@code openrouter serve}.
 *
 * <p>A run reads its options ({@code ChatCommand}, {@code DecodeCommand}), decides where a question goes ({@code
 * Target}) and what it says ({@code Prompt}), and gives the answer to a {@code View}.
 * {@code Asking} asks: by a stream, or by a run where a {@code Toolbox} has tools. Standard output is for the answer
 * alone; all else goes to standard error, through {@code Notes}, which knows the key and never shows it.
 */
@NullMarked
package io.github.openrouterjava.cli;

import org.jspecify.annotations.NullMarked;
