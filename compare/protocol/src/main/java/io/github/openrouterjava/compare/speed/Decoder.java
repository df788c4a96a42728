package io.github.openrouterjava.compare.speed;

import java.util.List;

/** A way to decode an answer that is in memory already. */
public interface Decoder {
    /** What of the public API it goes by. */
    String name();

    /**
     * Decodes all of it.
     *
     * @param body the whole event stream
     * @param events the JSON of each event
     * @return the text of its chunks
     */
    String text(byte[] body, List<String> events) throws Exception;
}
