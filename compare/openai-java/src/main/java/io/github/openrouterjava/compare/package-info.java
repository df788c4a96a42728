@NullMarked
package io.github.openrouterjava.compare;

import org.jspecify.annotations.NullMarked;
