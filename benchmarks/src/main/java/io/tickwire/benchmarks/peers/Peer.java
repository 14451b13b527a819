package io.tickwire.benchmarks.peers;

import java.io.IOException;
import java.util.List;

/**
 * A server that can be measured.
 *
 * @param name               as it is told and asked for
 * @param isCompiledAsItRuns whether its code is at first interpreted, as that of a JVM
 * @param requirement        what must be installed
 * @param launch             how its process is started
 * @param ports              on the loopback address, on which it listens once it has started
 * @param feed               the way in
 * @param door               the way out
 */
record Peer(String name, boolean isCompiledAsItRuns, Requirement requirement, Launch launch, List<Integer> ports,
            FeedMaker feed, SubscriberDoor door) {
    /** How a process is started. */
    interface Launch {
        /**
         * The command.
         *
         * @param workplace directories for this life of the server
         * @return program and arguments
         */
        List<String> command(Workplace workplace);
    }

    /** Makes the way in. */
    interface FeedMaker {
        /**
         * Connect a publisher.
         *
         * @param workplace of the running server
         * @return the publisher
         * @throws IOException if the connection fails
         */
        Feed open(Workplace workplace) throws IOException;
    }
}
