package io.tickwire.fanout;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.ReplayConfig;
import io.tickwire.config.SlowConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.stage.StageClock;
import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.core.tick.Side;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickEncoder;
import io.tickwire.core.tick.TickFilter;
import io.tickwire.core.tick.TickHandler;
import io.tickwire.core.tick.TickRing;
import io.tickwire.journal.TickHistory;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A fan-out agent stepped by hand, with a real ring, a journal in memory, and a clock that stands. */
final class FanoutRig implements AutoCloseable {
    static final long EPOCH = 0xABCDEFL;
    static final SlowConfig SLOW = new SlowConfig(10_000, 1_000_000_000L);
    static final FanoutConfig CONFIG = new FanoutConfig(1, 256, 4_096, 1_000_000_000L, 512, 0, SLOW);

    final CounterFile counters;
    final TickRing ring;
    final FanoutAgent agent;
    final List<ReplayAgent> replays = new ArrayList<>();
    /** Slot images from sequence 1 on. */
    final List<byte[]> journal = new ArrayList<>();
    final List<String> names = new ArrayList<>();
    long oldestInJournal = 1;
    /** What waiting subscribers asked to be kept. */
    final List<Long> kept = new ArrayList<>();
    int releases;
    /** The journal can't read these. */
    long holeFrom = Long.MAX_VALUE;
    long holeThrough = Long.MAX_VALUE;
    final StageClock stages = new StageClock(4, 1);
    long nowNs = 1_700_000_000_000_000_000L;

    FanoutRig(Path directory, int ringCapacity, FanoutConfig config) {
        this(directory, ringCapacity, config, new ReplayConfig(0, 1, 1, 100));
    }

    FanoutRig(Path directory, int ringCapacity, FanoutConfig config, ReplayConfig replay) {
        counters = new CounterFile(directory);
        ring = new TickRing(ringCapacity, 0, counters.counter(CounterId.RING_PUBLISHED),
            counters.counter(CounterId.JOURNAL_POSITION));
        for (int i = 0; i < replay.threads(); i++) {
            replays.add(new ReplayAgent(i, replay, config, ring, new MemoryHistory(), new BareEnvelope(), now -> 0,
                () -> nowNs, counters));
        }
        agent = new FanoutAgent(0, config, 100, new FanoutAgent.Start(EPOCH, 0, handler -> { }), ring,
            () -> journal.size(), new MemoryHistory(), replays, new BareEnvelope(), now -> 0, () -> nowNs, counters,
            stages);
    }

    int define(String name) {
        names.add(name);
        claim().putDefinition(names.size(), 1, names.size(), nowNs, name, -2, -3);
        publish();
        return names.size();
    }

    /** Define A@x and B@x, and publish quotes of them in turn. */
    void fill(int ticks) {
        define("A@x");
        define("B@x");
        for (int i = 0; i < ticks; i++) {
            quote(1 + i % 2, i, 1);
            agent.doWork();
        }
        step();
    }

    long quote(int instrumentId, long bid, long size) {
        claim().putQuote(instrumentId, 1, nowNs, nowNs + bid, bid, size, bid + 1, size + 1);
        return publish();
    }

    long trade(int instrumentId, long price, long size) {
        claim().putTrade(instrumentId, 1, nowNs, nowNs, price, size, 77, Side.SELL);
        return publish();
    }

    long status(int status) {
        claim().putStatus(1, nowNs, nowNs, status);
        return publish();
    }

    private TickEncoder claim() {
        return ring.tryClaim();
    }

    private long publish() {
        final long sequence = ring.commit();
        final byte[] slot = new byte[Tick.LENGTH];
        ring.buffer().getBytes(ring.offset(sequence), slot);
        journal.add(slot);
        counters.counter(CounterId.JOURNAL_POSITION).setRelease(sequence);
        return sequence;
    }

    Tick tick(long sequence) {
        return new Tick().wrap(new UnsafeBuffer(journal.get((int) sequence - 1)), 0);
    }

    RecordingSink join() {
        final RecordingSink sink = new RecordingSink();
        agent.inbox().join(sink);
        return sink;
    }

    RecordingSink subscribe(DeliveryMode mode, String... patterns) {
        final RecordingSink sink = join();
        request(sink, new SubscriberRequest.Subscribe("1", patterns(patterns), mode, 0, Rights.ALL));
        step();
        return sink;
    }

    RecordingSink resume(long epoch, long position, DeliveryMode mode, String... patterns) {
        final RecordingSink sink = join();
        request(sink, new SubscriberRequest.Resume("r", epoch, position, patterns(patterns), mode, 0, Rights.ALL));
        step();
        return sink;
    }

    void request(RecordingSink sink, SubscriberRequest request) {
        agent.inbox().request(sink, request);
    }

    static List<SymbolPattern> patterns(String... texts) {
        return Arrays.stream(texts).map(SymbolPattern::parse).toList();
    }

    /** Step until nothing is left to do. */
    void step() {
        for (int i = 0; stepOnce() > 0; i++) {
            if (i > 100_000) {
                throw new AssertionError("the agent does not come to rest");
            }
        }
    }

    /** Each agent once. */
    int stepOnce() {
        int work = agent.doWork();
        for (final ReplayAgent replay : replays) {
            work += replay.doWork();
        }
        return work;
    }

    @Override
    public void close() {
        agent.onClose();
        counters.close();
    }

    private final class MemoryHistory implements TickHistory {
        private final Tick tick = new Tick();
        private long receivedNs;

        @Override
        public long oldest() {
            return oldestInJournal;
        }

        @Override
        public int read(long fromSequence, int limit, TickFilter filter, int wantedLimit, TickHandler handler) {
            if (fromSequence < oldestInJournal) {
                return 0;
            }
            final long end = fromSequence > holeThrough ? journal.size() : Math.min(journal.size(), holeFrom - 1);
            int count = 0;
            for (int wanted = 0; count < limit && wanted < wantedLimit && fromSequence + count <= end; count++) {
                tick.wrap(new UnsafeBuffer(journal.get((int) fromSequence + count - 1)), 0);
                if (filter.wants(tick.bytes(), 0)) {
                    wanted++;
                    handler.onTick(tick);
                }
            }
            return count;
        }

        @Override
        public long positionAt(long atTimeNs) {
            long last = 0;
            while (read(last + 1, 1, found -> receivedNs = found.receiveTimeNs()) == 1 && receivedNs < atTimeNs) {
                last++;
            }
            return last > 0 || oldest() == 1 ? last : UNKNOWN;
        }

        @Override
        public long missingThrough(long fromSequence) {
            return fromSequence >= holeFrom && fromSequence <= holeThrough ? holeThrough : fromSequence - 1;
        }

        @Override
        public void keep(long sequence) {
            kept.add(sequence);
        }

        @Override
        public void releaseUnused(long timeNs) {
            releases++;
        }

        @Override
        public void close() {
            journal.clear();
        }
    }
}
