package io.github.openrouterjava.chat;

/** Thrown where what came is not a chat completion: an event that is no JSON object or too large, or no stream at all. */
public final class StreamDecodeException extends StreamException {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String path;
    private final String excerpt;

    StreamDecodeException(ChunkReader.Undecodable what, ChatCompletion completion) {
        super(String.valueOf(what.getMessage()), completion, what.getCause());
        this.offset = what.offset;
        this.path = what.path;
        this.excerpt = what.excerpt;
    }

    /** The first wrong byte, counted from the body's start. */
    public long offset() {
        return offset;
    }

    /** Where in the event's JSON: {@code $.choices[0]}; {@code $} where it is not JSON at all. */
    public String path() {
        return path;
    }

    /** The beginning of what could not be read. */
    public String excerpt() {
        return excerpt;
    }
}
