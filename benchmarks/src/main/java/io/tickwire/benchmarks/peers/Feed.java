package io.tickwire.benchmarks.peers;

import java.io.IOException;

/** The way into a server. One thread at a time. */
interface Feed extends AutoCloseable {
    /**
     * Publish a message; it may wait in a buffer until {@link #flush}.
     *
     * @param intendedNs when it was meant to be published
     * @param sequence   its number
     * @return false on back pressure: the same call may be made again
     * @throws IOException if the connection broke
     */
    boolean offer(long intendedNs, long sequence) throws IOException;

    /**
     * Send what is buffered, as far as the connection takes it.
     *
     * @return whether all is sent
     * @throws IOException if the connection broke
     */
    boolean flush() throws IOException;

    @Override
    void close() throws IOException;
}
