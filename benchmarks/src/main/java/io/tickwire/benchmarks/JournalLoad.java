package io.tickwire.benchmarks;

import io.tickwire.config.JournalConfig;
import io.tickwire.config.RetentionConfig;
import io.tickwire.core.agent.AgentHost;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.tick.TickRing;
import io.tickwire.journal.Journal;
import io.tickwire.journal.JournalAgent;
import io.tickwire.journal.JournalUpkeepAgent;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

import java.nio.file.Path;

/** A ring and a journal alone; the caller's thread is both ingest's and the journal's. */
public final class JournalLoad implements AutoCloseable {
    private static final int RING_CAPACITY = 1 << 16;
    private static final int BATCH_LIMIT = 1_024;
    private static final int INSTRUMENTS = 100;

    private final JournalConfig config;
    private final CounterFile counters;
    private final Journal journal;
    private final TickRing ring;
    private final JournalAgent agent;
    private final AgentRunner upkeep;
    // Written by the caller's thread, read by the upkeep thread: time as the ticks have it.
    private volatile long timeNs;

    /**
     * A new journal.
     *
     * @param directory     where it is made
     * @param preTouchBytes as configured
     * @param isUpkept      with the thread that looks after the files
     */
    public JournalLoad(Path directory, long preTouchBytes, boolean isUpkept) {
        config = new JournalConfig(directory.resolve("journal"), true, BATCH_LIMIT, "FAST_HOURLY", 0, preTouchBytes,
            RetentionConfig.NONE);
        counters = new CounterFile(directory);
        final ErrorHandler errors = error -> System.err.println("tickwire: " + error);
        journal = Journal.open(config, errors);
        ring = new TickRing(RING_CAPACITY, journal.lastSequence(), counters.counter(CounterId.RING_PUBLISHED),
            counters.counter(CounterId.JOURNAL_POSITION));
        agent = journal.newAgent(ring, counters);
        final JournalUpkeepAgent looking = journal.newUpkeep(counters, () -> timeNs);
        upkeep = new AgentRunner(new SleepingMillisIdleStrategy(AgentHost.UPKEEP_SLEEP_MS), errors, null, looking);
        if (isUpkept) {
            AgentRunner.startOnThread(upkeep);
        }
    }

    /**
     * Before the first quote; the journal must be new.
     *
     * @param receiveTimeNs ns since 1970
     */
    public void define(long receiveTimeNs) {
        for (int id = 1; id <= INSTRUMENTS; id++) {
            ring.tryClaim().putDefinition(id, 1, id, receiveTimeNs, "SYM" + id + "@test", -2, -3);
            ring.commit();
        }
        append();
    }

    JournalConfig config() {
        return config;
    }

    /**
     * Put a quote into the ring; the ring must have room, which it has after each {@link #append}.
     *
     * @param receiveTimeNs ns since 1970
     */
    public void publish(long receiveTimeNs) {
        timeNs = receiveTimeNs;
        final long sequence = ring.nextSequence();
        ring.tryClaim().putQuote((int) (sequence % INSTRUMENTS) + 1, 1, receiveTimeNs, receiveTimeNs,
            sequence, 1, sequence + 1, 1);
        ring.commit();
    }

    /** Append all that was published. */
    public void append() {
        agent.doWork();
    }

    @Override
    public void close() {
        agent.onClose();
        upkeep.close();
        journal.close();
        counters.close();
    }
}
