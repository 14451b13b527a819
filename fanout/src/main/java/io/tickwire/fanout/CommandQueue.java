package io.tickwire.fanout;

import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

import java.util.function.Consumer;

/**
 * Commands from the gateway's threads to one fan-out agent. Its slots are made beforehand; a full queue refuses.
 * Written by any thread, read by the fan-out thread.
 */
final class CommandQueue implements FanoutInbox {
    private static final int CAPACITY = 16_384;

    /** What can be asked of the agent; a request of null is Join or Leave. */
    record Command(SubscriberSink sink, SubscriberRequest request, boolean isJoin) {
    }

    private final ManyToOneConcurrentArrayQueue<Command> queue = new ManyToOneConcurrentArrayQueue<>(CAPACITY);

    @Override
    public boolean join(SubscriberSink sink) {
        return queue.offer(new Command(sink, null, true));
    }

    @Override
    public boolean request(SubscriberSink sink, SubscriberRequest request) {
        return queue.offer(new Command(sink, request, false));
    }

    @Override
    public boolean leave(SubscriberSink sink) {
        return queue.offer(new Command(sink, null, false));
    }

    int drain(Consumer<Command> handler, int limit) {
        return queue.drain(handler, limit);
    }
}
