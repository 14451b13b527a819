package io.tickwire.fanout;

/** The way into one fan-out agent, for the gateway's threads. Any thread; never blocks. */
public interface FanoutInbox {
    /**
     * Hand over a new subscriber, before its first request.
     *
     * @param sink the way to it
     * @return false if the inbox is full: try again, or refuse the connection
     */
    boolean join(SubscriberSink sink);

    /**
     * Hand over a request.
     *
     * @param sink    whose request
     * @param request what it asks for
     * @return false if the inbox is full: answer with an error
     */
    boolean request(SubscriberSink sink, SubscriberRequest request);

    /**
     * A subscriber is gone.
     *
     * @param sink which; it is not called any more once the agent has seen this
     * @return false if the inbox is full: try again
     */
    boolean leave(SubscriberSink sink);
}
