/**
 * JSON by the letter of RFC 8259: an immutable value, and a pull reader and a writer over bytes.
 *
 * <p>{@link io.github.openrouterjava.json.Json} is for the open parts of a document, the ones no type describes. Typed
 * code reads with {@link io.github.openrouterjava.json.JsonReader}, which makes no tree, and writes with
 * {@link io.github.openrouterjava.json.JsonWriter}. There is no data binding and no dialect, and a document must fit in
 * memory. Depth and size are bounded by {@link io.github.openrouterjava.json.JsonLimits}.
 */
@NullMarked
package io.github.openrouterjava.json;

import org.jspecify.annotations.NullMarked;
