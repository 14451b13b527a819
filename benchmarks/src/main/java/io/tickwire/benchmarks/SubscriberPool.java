package io.tickwire.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** Many subscribers read by one thread, which sleeps while nothing comes. */
final class SubscriberPool implements AutoCloseable {
    private static final long SELECT_MS = 100;

    private final List<RawSubscriber> subscribers = new ArrayList<>();
    private final Selector selector;
    private final Thread thread;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final LongSupplier goal;
    private final List<RawSubscriber> onTheirWay = new ArrayList<>();
    /** Written by the reading thread, read by all. */
    private volatile int leftCount = Integer.MAX_VALUE;
    /** Written by the reading thread, read by whoever closes. */
    private volatile Exception failure;

    /**
     * A pool without subscribers.
     *
     * @param name of the thread
     * @param goal the position at which each has got what it wants, and leaves
     */
    SubscriberPool(String name, LongSupplier goal) throws IOException {
        this.goal = goal;
        selector = Selector.open();
        thread = new Thread(this::read, name);
    }

    /** Before {@link #start}. */
    void add(RawSubscriber subscriber) throws IOException {
        subscribers.add(subscriber);
        onTheirWay.add(subscriber);
        subscriber.channel().register(selector, SelectionKey.OP_READ, subscriber);
    }

    void start() {
        thread.start();
    }

    private void read() {
        try {
            while (!isClosed.get()) {
                selector.select(key -> poll((RawSubscriber) key.attachment()), SELECT_MS);
                final long position = goal.getAsLong();
                onTheirWay.removeIf(subscriber -> subscriber.through() >= position && leave(subscriber));
                leftCount = onTheirWay.size();
            }
        } catch (final IOException | UncheckedIOException e) {
            failure = e;
        }
    }

    private static boolean leave(RawSubscriber subscriber) {
        try {
            subscriber.close();
            return true;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void poll(RawSubscriber subscriber) {
        try {
            subscriber.poll();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many have not reached the goal yet. */
    int leftCount() throws IOException {
        if (failure != null) {
            throw new IOException(failure);
        }
        return leftCount;
    }

    @Override
    public void close() throws IOException {
        isClosed.set(true);
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (final RawSubscriber subscriber : subscribers) {
            subscriber.close();
        }
        selector.close();
    }
}
