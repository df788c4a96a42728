package io.github.openrouterjava.compare.speed;

import java.util.List;

/** A client whose speed is measured. */
public interface Subject {
    /** What it is called in the tables. */
    String name();

    /** A class of the client's own jar, whose name tells the version. */
    Class<?> library();

    /** Makes the client for a base URL, to be used for many calls. */
    Caller open(String baseUrl);

    /** Whether {@link Caller#stream} returns when the answer has ended; otherwise as soon as the call is under way. */
    default boolean blocking() {
        return true;
    }

    /** Ways to decode what is in memory already, none where the client has none that is public. */
    default List<Decoder> decoders() {
        return List.of();
    }

    /** A client at work, for any number of threads. */
    interface Caller {
        /**
         * Makes one streaming call as the client's documentation has it, and gives the taker each chunk's text and at
         * the end the merged one.
         *
         * @throws Exception whatever the client throws: the call has failed
         */
        void stream(Taker taker) throws Exception;
    }
}
