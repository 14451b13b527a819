package io.tickwire.journal;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.tick.TickRing;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.status.AtomicCounter;

import java.nio.ByteBuffer;

/**
 * Appends what waits in the ring to the journal and then lets the ring's writer go on. After an append error it only
 * lets it go on: live delivery is worth more than the journal, and the journal says that it is not complete. When the
 * upkeep agent has found that the disk can be written again, it begins anew in another file.
 */
public final class JournalAgent implements Agent {
    private final Journal journal;
    private final JournalAppender appender;
    private final TickRing ring;
    private final ByteBuffer slots;
    private final ErrorHandler errorHandler;
    private final int batchLimit;
    private final AtomicCounter position;
    private final AtomicCounter excerpts;
    private final AtomicCounter bytes;
    private final AtomicCounter running;
    private final AtomicCounter skipped;
    private final AtomicCounter errors;
    private int cycle;
    private boolean isRunning = true;

    JournalAgent(Journal journal, JournalAppender appender, TickRing ring, CounterFile counters,
                 ErrorHandler errorHandler, int batchLimit) {
        this.journal = journal;
        this.appender = appender;
        this.ring = ring;
        this.slots = ring.buffer().byteBuffer().duplicate();
        this.errorHandler = errorHandler;
        this.batchLimit = batchLimit;
        this.cycle = appender.cycle();
        position = counters.counter(CounterId.JOURNAL_POSITION);
        excerpts = counters.counter(CounterId.JOURNAL_EXCERPTS);
        bytes = counters.counter(CounterId.JOURNAL_BYTES);
        running = counters.counter(CounterId.JOURNAL_RUNNING);
        skipped = counters.counter(CounterId.JOURNAL_SKIPPED);
        errors = counters.counter(CounterId.JOURNAL_ERRORS);
        running.setRelease(1);
    }

    @Override
    public int doWork() {
        final long published = ring.published();
        final long start = position.get();
        long done = start;
        while (done < published) {
            final int count = (int) Math.min(batchLimit, published - done);
            pass(done + 1, count);
            done += count;
            position.setRelease(done);
        }
        return (int) (done - start);
    }

    private void pass(long first, int count) {
        final boolean isRestart = !isRunning && restart();
        if (isRunning || isRestart) {
            try {
                appender.append(ring, slots, first, count);
                onAppended(first + count - 1);
                if (isRestart) {
                    isRunning = true;
                    journal.onRestarted();
                    running.setRelease(1);
                    errorHandler.onError(new JournalException("journaling goes on at tick " + first
                        + "; the ticks since it stopped can't be had"));
                }
                return;
            } catch (final Exception | Error e) {
                // A write into a mapped file that finds no room on the disk arrives as an InternalError, and Chronicle
                // Queue throws checked exceptions that it does not declare.
                isRunning = false;
                running.setRelease(0);
                errors.getAndAddRelease(1);
                journal.onInterrupted();
                errorHandler.onError(new JournalException("journaling has stopped at tick " + first
                    + "; live delivery goes on, nothing can be resumed until the disk can be written: " + e, e));
            }
        }
        appender.skip(ring, first, count);
        skipped.getAndAddRelease(count);
        journal.onPassed(first + count - 1);
    }

    private boolean restart() {
        if (!journal.isReopened()) {
            return false;
        }
        appender.beginAnew();
        return true;
    }

    private void onAppended(long last) {
        excerpts.getAndAddRelease(appender.takeExcerpts());
        bytes.getAndAddRelease(appender.takeBytes());
        journal.onAppended(appender.endPosition(), appender.endAddress());
        if (appender.cycle() != cycle) {
            cycle = appender.cycle();
            journal.onFilesChanged();
        }
        journal.onPassed(last);
    }

    /** Takes what still waits in the ring. The journal itself is closed by who opened it. */
    @Override
    public void onClose() {
        doWork();
        journal.onDrained();
        running.setRelease(0);
    }

    @Override
    public String roleName() {
        return "journal";
    }
}
