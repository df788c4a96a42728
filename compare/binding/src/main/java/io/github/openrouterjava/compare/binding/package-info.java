/** What binds JSON to records, compared: the built-in binder and Jackson. */
@NullMarked
package io.github.openrouterjava.compare.binding;

import org.jspecify.annotations.NullMarked;
