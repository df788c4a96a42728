package io.github.openrouterjava.json;

import java.io.IOException;
import java.io.InputStream;

/**
 * Text that is made only when it is read, such as a file's base64: ASCII in which nothing needs an escape.
 *
 * @see JsonWriter#value(String, LongText)
 */
public interface LongText {
    /** How many characters it has. */
    long length();

    /** The text from its beginning; whoever opens it closes it. */
    InputStream open() throws IOException;
}
