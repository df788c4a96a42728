package io.github.openrouterjava.call;

import java.io.Serializable;
import java.time.Duration;

/**
 * A try that failed and was followed by another.
 *
 * @param failure what went wrong
 * @param waited how long the client waited before the next try
 */
public record Attempt(String failure, Duration waited) implements Serializable {}
