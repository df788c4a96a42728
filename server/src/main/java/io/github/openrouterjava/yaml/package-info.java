/** YAML as JSON. */
@NullMarked
package io.github.openrouterjava.yaml;

import org.jspecify.annotations.NullMarked;
