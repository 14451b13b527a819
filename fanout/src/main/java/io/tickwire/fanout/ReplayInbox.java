package io.tickwire.fanout;

import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;

import java.util.function.Consumer;

/** The way of subscribers to a replay agent. Written by fan-out threads, read by the replay thread. */
final class ReplayInbox {
    private final ManyToOneConcurrentLinkedQueue<Replay> queue = new ManyToOneConcurrentLinkedQueue<>();
    private final SinkDriver driver;

    ReplayInbox(SinkDriver driver) {
        this.driver = driver;
    }

    void add(Replay replay) {
        queue.add(replay);
    }

    int drain(Consumer<Replay> handler) {
        int count = 0;
        for (Replay next = queue.poll(); next != null; next = queue.poll()) {
            handler.accept(next);
            count++;
        }
        return count;
    }

    /** The transport's part of the replay thread. */
    SinkDriver driver() {
        return driver;
    }
}
