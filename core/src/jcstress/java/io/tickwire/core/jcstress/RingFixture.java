package io.tickwire.core.jcstress;

import io.tickwire.core.tick.Side;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickRing;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/** A ring of two slots, what a writer puts into it, and a reader that tells a whole slot from a torn one. */
class RingFixture {
    /** {@link #read}: accepted, but not what the writer put there. */
    static final int TORN = 99;

    final TickRing ring;
    private final AtomicCounter journaled;

    RingFixture() {
        final UnsafeBuffer cursors = new UnsafeBuffer(new byte[256]);
        journaled = new AtomicCounter(cursors, 1);
        ring = new TickRing(2, 0, new AtomicCounter(cursors, 0), journaled);
    }

    final void publish() {
        final long s = ring.nextSequence();
        ring.tryClaim().putTrade((int) s, (int) s, s, s, s, s, s, Side.BUY);
        journaled.setRelease(ring.commit());
    }

    final int read(long sequence) {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[Tick.LENGTH]);
        final Tick tick = new Tick().wrap(copy, 0);
        final int answer = ring.read(sequence, copy, 0);
        final boolean whole = tick.sequence() == sequence && tick.receiveTimeNs() == sequence
            && tick.eventTimeNs() == sequence && tick.price() == sequence && tick.size() == sequence
            && tick.conditions() == sequence && tick.instrumentId() == sequence && tick.sourceId() == sequence;
        return answer != TickRing.READ || whole ? answer : TORN;
    }
}
