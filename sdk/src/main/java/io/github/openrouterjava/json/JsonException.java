package io.github.openrouterjava.json;

/** Thrown where bytes are not JSON, or are beyond a limit: what is wrong, at which byte, on which path. */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String path;
    private final String problem;
    private final boolean truncated;

    JsonException(String problem, int offset, String path, boolean truncated) {
        super(problem + " at byte " + offset + ", path " + path);
        this.offset = offset;
        this.path = path;
        this.problem = problem;
        this.truncated = truncated;
    }

    /** What is wrong, without where. */
    public String problem() {
        return problem;
    }

    /** The first wrong byte, counted from the document's start. */
    public int offset() {
        return offset;
    }

    /** Where in the document: {@code $.choices[0].delta}. */
    public String path() {
        return path;
    }

    /** True where nothing is wrong but that the document ended too early. */
    public boolean truncated() {
        return truncated;
    }
}
