package io.tickwire.benchmarks.peers;

import java.io.IOException;

/** A server with its publisher and subscribers, as the searches for its limits see it. One thread. */
interface LoadedServer {
    /**
     * Hold a rate for a while.
     *
     * @param perSecond messages/s that are to be delivered, summed over the subscribers
     * @return what was found
     * @throws IOException if the server can't be started or used
     */
    Outcome measure(long perSecond) throws IOException;
}
