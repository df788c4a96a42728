package io.github.openrouterjava.error;

/** Thrown where a client can't be made or used as it is set up: a missing key, a base URL that is none. */
public final class ConfigurationException extends OpenRouterException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message, null);
    }
}
