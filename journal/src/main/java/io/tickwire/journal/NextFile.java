package io.tickwire.journal;

import net.openhft.chronicle.queue.RollCycle;
import org.agrona.ErrorHandler;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Makes the next file ready before its time comes, and closes the one before, so that the journal's thread just turns
 * from one to the other. Upkeep thread only.
 */
final class NextFile implements Upkeep {
    /** So much of a cycle ahead. */
    private static final int AHEAD_SHARE = 20;
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(10);

    private final Journal journal;
    private final JournalFiles files;
    private final RollCycle rollCycle;
    private final ErrorHandler errors;
    private final JournalClock clock = new JournalClock();
    private long pauseUntilNs;

    NextFile(Journal journal, JournalFiles files, RollCycle rollCycle, ErrorHandler errors) {
        this.journal = journal;
        this.files = files;
        this.rollCycle = rollCycle;
        this.errors = errors;
    }

    @Override
    public int run(long nowNs) {
        int work = 0;
        try {
            work += files.closeRetired();
            if (journal.isComplete() && nowNs >= pauseUntilNs) {
                work += makeReady(nowNs);
            }
        } catch (final IOException | RuntimeException | InternalError e) {
            pauseUntilNs = nowNs + PAUSE_NS;
            errors.onError(new JournalException("can't make the journal's next file ready; it will be made when it is"
                + " needed: " + e, e));
        }
        return work;
    }

    private int makeReady(long nowNs) throws IOException {
        final long nowMs = TimeUnit.NANOSECONDS.toMillis(nowNs);
        clock.advanceTo(nowMs);
        final int now = rollCycle.current(clock, 0);
        final int cycle = files.cycle();
        if (now > cycle) {
            // Nothing came since that time began: whatever comes next is in it.
            return files.makeReady(now) ? 1 : 0;
        }
        final long endMs = (cycle + 1L) * rollCycle.lengthInMillis();
        return endMs - nowMs <= rollCycle.lengthInMillis() / AHEAD_SHARE && files.makeReady(cycle + 1) ? 1 : 0;
    }
}
