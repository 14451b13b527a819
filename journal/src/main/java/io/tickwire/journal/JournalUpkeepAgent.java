package io.tickwire.journal;

import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;

import java.util.List;

/** Looks after the journal's files on a thread of its own, so that nothing of it holds up a tick. */
public final class JournalUpkeepAgent implements Agent {
    private final EpochNanoClock clock;
    private final List<Upkeep> duties;

    JournalUpkeepAgent(EpochNanoClock clock, List<Upkeep> duties) {
        this.clock = clock;
        this.duties = duties;
    }

    @Override
    public int doWork() {
        final long nowNs = clock.nanoTime();
        int work = 0;
        for (final Upkeep duty : duties) {
            work += duty.run(nowNs);
        }
        return work;
    }

    @Override
    public void onClose() {
        CloseHelper.closeAll(duties);
    }

    @Override
    public String roleName() {
        return "journal-upkeep";
    }
}
