package io.github.openrouterjava.compare;

/** A client made for one scenario, as its documentation has it. */
public interface Client extends AutoCloseable {
    /**
     * Makes the scenario's call and tells the report what a user would have been given, as it comes. Returning is
     * success; a failure that the client does not throw is told by {@link Report#failed}.
     *
     * @throws Throwable whatever the client throws: that is how most of them tell a failure
     */
    void call(Report report) throws Throwable;

    @Override
    default void close() {}
}
