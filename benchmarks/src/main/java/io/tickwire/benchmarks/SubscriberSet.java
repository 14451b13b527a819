package io.tickwire.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Subscribers that one thread reads in turn. Does not allocate while it reads. */
final class SubscriberSet implements AutoCloseable {
    private final List<RawSubscriber> subscribers = new ArrayList<>();
    private Line.Probe probe = eventTimeNs -> { };

    /** Connect one more. */
    void add(int port, String request) throws IOException {
        subscribers.add(new RawSubscriber(port, request, time -> probe.onTick(time)));
    }

    /** Read until each has got a frame. */
    void awaitFirstFrames() {
        while (subscribers.stream().anyMatch(subscriber -> subscriber.through() < 0)) {
            poll();
        }
    }

    /** Read what has come for each; gives the bytes. */
    long poll() {
        long count = 0;
        try {
            for (int i = 0; i < subscribers.size(); i++) {
                count += subscribers.get(i).poll();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return count;
    }

    void probe(Line.Probe newProbe) {
        probe = newProbe;
    }

    /** Ticks that the slowest has; 0 if there are no subscribers. */
    long receivedByAll() {
        long least = subscribers.isEmpty() ? 0 : Long.MAX_VALUE;
        for (int i = 0; i < subscribers.size(); i++) {
            least = Math.min(least, subscribers.get(i).ticks());
        }
        return least;
    }

    /** Ticks that all have together. */
    long ticks() {
        return subscribers.stream().mapToLong(RawSubscriber::ticks).sum();
    }

    /** Frames that all have together. */
    long frames() {
        return subscribers.stream().mapToLong(RawSubscriber::frames).sum();
    }

    @Override
    public void close() throws IOException {
        for (final RawSubscriber subscriber : subscribers) {
            subscriber.close();
        }
    }
}
