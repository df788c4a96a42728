package io.github.openrouterjava.playback;

import io.github.openrouterjava.http.HttpResponseHead;
import java.util.Iterator;

/** A response: its head, and its body on a timetable, made while it is read. */
public record Reply(HttpResponseHead head, Iterator<Timed> body) {}
