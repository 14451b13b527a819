package io.tickwire.fanout;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.JournalConfig;
import io.tickwire.config.ReplayConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.stage.StageClock;
import io.tickwire.core.tick.Side;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickEncoder;
import io.tickwire.core.tick.TickRing;
import io.tickwire.journal.Journal;
import io.tickwire.journal.JournalAgent;
import io.tickwire.journal.JournalUpkeepAgent;
import org.agrona.CloseHelper;
import org.agrona.concurrent.status.AtomicCounter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** All agents from the ring on over a real journal, stepped by hand in simulated time; it can be killed. */
final class JournalRig implements AutoCloseable {
    private static final long SLICE_NS = 1_000_000_000L;

    final TickLog log = new TickLog();
    final Setup setup;
    long nowNs = 1_700_000_000_000_000_000L;
    FanoutAgent agent;
    CounterFile counters;
    private final Set<Long> epochs = new HashSet<>();
    private final List<Throwable> errors = new ArrayList<>();
    private final List<ReplayAgent> replays = new ArrayList<>();
    private final Tick tick = new Tick();
    private Journal journal;
    private TickRing ring;
    private JournalAgent appender;
    private JournalUpkeepAgent upkeep;
    private AtomicCounter head;

    record Setup(Path counters, int ringCapacity, JournalConfig journal, FanoutConfig fanout, ReplayConfig replay) {
    }

    JournalRig(Setup setup) {
        this.setup = setup;
        open(true);
    }

    private void open(boolean isEpochNew) {
        final long epochBefore = journal == null ? 0 : journal.epoch();
        final boolean isFirst = journal == null;
        journal = Journal.open(setup.journal(), errors::add);
        assertEquals(log.last(), journal.lastSequence());
        assertEquals(log.oldest(), journal.oldest());
        assertTrue(isEpochNew ? epochs.add(journal.epoch()) : journal.epoch() == epochBefore, "epoch");
        assertEquals(isEpochNew && !isFirst ? 1 : 0, errors.size(), errors.toString());
        errors.clear();
        counters = new CounterFile(setup.counters());
        head = counters.counter(setup.journal().beforeFanout() ? CounterId.JOURNAL_POSITION : CounterId.RING_PUBLISHED);
        ring = new TickRing(setup.ringCapacity(), journal.lastSequence(), counters.counter(CounterId.RING_PUBLISHED),
            counters.counter(CounterId.JOURNAL_POSITION));
        appender = journal.newAgent(ring, counters);
        upkeep = journal.newUpkeep(counters, () -> nowNs);
        final BareEnvelope envelope = new BareEnvelope();
        replays.clear();
        for (int i = 0; i < setup.replay().threads(); i++) {
            replays.add(new ReplayAgent(i, setup.replay(), setup.fanout(), ring, journal.newHistory(), envelope,
                new ReplaySide(), () -> nowNs, counters));
        }
        agent = new FanoutAgent(0, setup.fanout(), 100, new FanoutAgent.Start(journal.epoch(), journal.lastSequence(),
            journal::restore), ring, head::get, journal.newHistory(), replays, envelope, now -> 0, () -> nowNs,
            counters, StageClock.off());
    }

    /** Marks sinks that are on loan. */
    static final class ReplaySide implements SinkDriver {
        @Override
        public int poll(long timeNs) {
            return 0;
        }
    }

    long epoch() {
        return journal.epoch();
    }

    /** Up to here ticks may be sent. */
    long head() {
        return head.get();
    }

    /** The oldest tick that can be had, be it from the ring. */
    long oldest() {
        return Math.min(log.oldest(), oldestInRing());
    }

    long oldestInRing() {
        return ring.oldest();
    }

    void define(String name) {
        claim().putDefinition(log.instruments() + 1, 1, log.instruments() + 1, nowNs, name, -2, -3);
        publish();
    }

    void quote(int instrumentId, long bid, long size) {
        claim().putQuote(instrumentId, 1, nowNs, nowNs - bid, bid, size, bid + 1, size + 1);
        publish();
    }

    void trade(int instrumentId, long price, long size) {
        claim().putTrade(instrumentId, 1, nowNs, nowNs, price, size, 77, Side.SELL);
        publish();
    }

    void status(int status) {
        claim().putStatus(1, nowNs, nowNs, status);
        publish();
    }

    private TickEncoder claim() {
        final TickEncoder slot = ring.tryClaim();
        if (slot != null) {
            return slot;
        }
        journalStep();
        return ring.tryClaim();
    }

    private void publish() {
        log.add(tick.wrap(ring.buffer(), ring.offset(ring.commit())));
    }

    void journalStep() {
        appender.doWork();
        log.onJournaled(log.last(), setup.journal().batchLimit());
    }

    /** The upkeep agent has its turn; what it deletes is held against the model. */
    void upkeepStep() {
        upkeep.doWork();
        log.onRetention(journal.oldest(), nowNs, setup.journal().retention().maxAgeNs());
        assertEquals(log.oldest(), counters.counter(CounterId.JOURNAL_OLDEST).get());
    }

    void checkNothingTooOldIsLeft() {
        log.checkAllTooOldAreGone(nowNs, setup.journal().retention().maxAgeNs());
    }

    int replayStep() {
        int work = 0;
        for (final ReplayAgent replay : replays) {
            work += replay.doWork();
        }
        return work;
    }

    /** Until nothing is left to do. */
    void settle() {
        journalStep();
        for (int i = 0; agent.doWork() + replayStep() > 0; i++) {
            assertTrue(i < 100_000, "the agents do not come to rest");
        }
    }

    /** Time passes, and every agent but upkeep has its turn each second of it. */
    void advance(long durationNs) {
        for (long left = durationNs; left > 0; left -= SLICE_NS) {
            nowNs += Math.min(left, SLICE_NS);
            journalStep();
            agent.doWork();
            replayStep();
        }
    }

    /** As a kill does: the ring is not emptied and no end is noted. */
    void kill() {
        closeReaders();
        CloseHelper.closeAll(journal, counters);
        log.onKilled();
        open(!setup.journal().beforeFanout());
    }

    /** Ended in order, and started again. */
    void restart() {
        close();
        open(false);
    }

    private void closeReaders() {
        agent.onClose();
        replays.forEach(ReplayAgent::onClose);
        upkeep.onClose();
        assertEquals(List.of(), errors);
        assertEquals(0, counters.counter(CounterId.ERRORS).get(), "errors on stderr");
    }

    @Override
    public void close() {
        closeReaders();
        appender.onClose();
        log.onJournaled(log.last(), setup.journal().batchLimit());
        CloseHelper.closeAll(journal, counters);
    }
}
