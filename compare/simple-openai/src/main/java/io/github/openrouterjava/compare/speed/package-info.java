@NullMarked
package io.github.openrouterjava.compare.speed;

import org.jspecify.annotations.NullMarked;
