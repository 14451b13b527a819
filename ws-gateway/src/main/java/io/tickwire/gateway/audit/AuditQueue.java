package io.tickwire.gateway.audit;

import org.agrona.concurrent.status.AtomicCounter;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Events that wait to be written, up to so many bytes. Filled by any thread, without a lock; drained by the writer. */
final class AuditQueue {
    private final long limitBytes;
    private final AtomicCounter lostCount;
    private final ConcurrentLinkedQueue<AuditEvent> queue = new ConcurrentLinkedQueue<>();
    /** Added to by any thread before it puts in, taken from by the writer. */
    private final AtomicLong waitingBytes = new AtomicLong();
    /** What was lost and not yet written down; null for nothing. */
    private final AtomicReference<AuditEvent.Lost> lost = new AtomicReference<>();

    AuditQueue(long limitBytes, AtomicCounter lostCount) {
        this.limitBytes = limitBytes;
        this.lostCount = lostCount;
    }

    /** Any thread. Put an event in, or count it as lost if there is no room. */
    void offer(AuditEvent event) {
        final int costBytes = event.costBytes();
        if (waitingBytes.addAndGet(costBytes) > limitBytes) {
            waitingBytes.addAndGet(-costBytes);
            lose(event);
        } else {
            queue.add(event);
        }
    }

    /** Any thread. Count an event as lost. */
    void lose(AuditEvent event) {
        lostCount.increment();
        final long timeNs = event.timeNs();
        lost.getAndUpdate(before -> before == null ? new AuditEvent.Lost(1, timeNs, timeNs) : before.and(timeNs));
    }

    /** Writer. The next event, which stays; null if there is none. */
    AuditEvent peek() {
        return queue.peek();
    }

    /** Writer. Take out what {@link #peek} gave. */
    void remove() {
        waitingBytes.addAndGet(-queue.remove().costBytes());
    }

    /** Writer. Whether something was lost that is not yet written down. */
    boolean hasLost() {
        return lost.get() != null;
    }

    /** Writer. What was lost since the last time; null for nothing. */
    AuditEvent.Lost takeLost() {
        return lost.getAndSet(null);
    }
}
