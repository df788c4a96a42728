/** Answers on a timetable, as exchanges that no network is needed for. */
@NullMarked
package io.github.openrouterjava.playback;

import org.jspecify.annotations.NullMarked;
