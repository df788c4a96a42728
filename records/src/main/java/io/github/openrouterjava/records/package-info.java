/** Binds JSON to records: {@link io.github.openrouterjava.records.RecordBinding} says how; the rest is how it is done. */
@NullMarked
package io.github.openrouterjava.records;

import org.jspecify.annotations.NullMarked;
