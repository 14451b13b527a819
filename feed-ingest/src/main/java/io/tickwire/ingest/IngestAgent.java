package io.tickwire.ingest;

import io.aeron.Subscription;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.instrument.InstrumentTable;
import io.tickwire.core.tick.TickRing;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Takes messages from Aeron, checks and numbers them, and writes them into the ring: its only writer. All publishers
 * of the subscription are served in turn; Aeron starts each poll with another one.
 *
 * <p>When the ring is full the message is left with Aeron, whose flow control then slows its publisher. Runs on the
 * ingest thread; does not allocate once warm, except for definitions that say something new.
 */
public final class IngestAgent implements Agent {
    private final Subscription subscription;
    private final EpochNanoClock clock;
    private final int fragmentLimit;
    private final FeedMessageHandler handler;

    /**
     * Make the agent. It owns the subscription, and closes it when it ends.
     *
     * @param subscription  where messages come in
     * @param ring          where ticks go; nothing else may write there
     * @param instruments   everything that the journal holds of instruments; from now on the agent's own
     * @param counters      has the counters of ingest
     * @param clock         read once per duty cycle
     * @param fragmentLimit most messages taken in one duty cycle, 1 or more
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public IngestAgent(Subscription subscription, TickRing ring, InstrumentTable instruments, CounterFile counters,
                       EpochNanoClock clock, int fragmentLimit) {
        if (fragmentLimit < 1) {
            throw new IllegalArgumentException("fragment limit must be 1 or more: " + fragmentLimit);
        }
        this.subscription = subscription;
        this.clock = clock;
        this.fragmentLimit = fragmentLimit;
        this.handler = new FeedMessageHandler(ring, instruments, counters);
    }

    /**
     * One duty cycle. Publishers repeat their definitions all the time; what only repeats is no work, so that a quiet
     * feed lets this thread rest.
     *
     * @return how many messages were taken from Aeron, good and bad, without definitions that repeat what is known
     */
    @Override
    public int doWork() {
        handler.receiveTimeNs(clock.nanoTime());
        final int taken = subscription.controlledPoll(handler, fragmentLimit);
        return taken - handler.takeRepeats();
    }

    /** Close the subscription. What was not taken stays with Aeron and its publishers. */
    @Override
    public void onClose() {
        subscription.close();
    }

    @Override
    public String roleName() {
        return "ingest";
    }
}
