package io.tickwire.benchmarks.micro;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.SlowConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.core.stage.StageClock;
import io.tickwire.core.tick.TickRing;
import io.tickwire.fanout.DeliveryMode;
import io.tickwire.fanout.FanoutAgent;
import io.tickwire.fanout.Rights;
import io.tickwire.fanout.SubscriberRequest;
import io.tickwire.gateway.WebSocketFraming;
import org.agrona.concurrent.status.AtomicCounter;

import java.io.IOException;
import java.util.List;

/** A ring and a fan-out agent alone, stepped by hand; what is published counts as journaled. One thread. */
final class FanoutLoad implements AutoCloseable {
    private static final int CAPACITY = 1 << 16;
    private static final int INSTRUMENTS = 100;
    private static final int FRAME_LIMIT_BYTES = 64 << 10;
    private static final int PASS_LIMIT_TICKS = 4_096;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int HIGHEST_RATE = 1_000;
    private static final SlowConfig SLOW = new SlowConfig(1 << 20, SECOND_NS);

    private final ScratchDirectory directory = new ScratchDirectory();
    private final CounterFile counters = new CounterFile(directory.path());
    private final AtomicCounter journaled = counters.counter(CounterId.JOURNAL_POSITION);
    private final TickRing ring =
        new TickRing(CAPACITY, 0, counters.counter(CounterId.RING_PUBLISHED), journaled);
    private final CountingSink sink = new CountingSink();
    private final FanoutAgent agent;
    private long nowNs = 1_700_000_000_000_000_000L;

    /** With one subscriber to everything. */
    FanoutLoad(DeliveryMode mode) throws IOException {
        agent = new FanoutAgent(0, new FanoutConfig(1, PASS_LIMIT_TICKS, FRAME_LIMIT_BYTES, SECOND_NS, PASS_LIMIT_TICKS,
            0, SLOW), 1, new FanoutAgent.Start(1, 0, handler -> { }), ring, journaled::get, new NoHistory(), List.of(),
            new WebSocketFraming(), now -> 0, () -> nowNs, counters, StageClock.off());
        for (int id = 1; id <= INSTRUMENTS; id++) {
            ring.tryClaim().putDefinition(id, 1, id, nowNs, "SYM" + id + "@test", -2, -3);
            journaled.setRelease(ring.commit());
        }
        agent.inbox().join(sink);
        agent.inbox().request(sink, new SubscriberRequest.Subscribe(null, List.of(SymbolPattern.parse("*")), mode,
            mode == DeliveryMode.CONFLATED ? HIGHEST_RATE : 0, Rights.ALL));
        step();
        publish(INSTRUMENTS);
        step();
        if (sink.frames() == 0) {
            throw new IllegalStateException("the subscriber gets no frames");
        }
    }

    /** Quotes of all instruments in turn. */
    void publish(int ticks) {
        long sequence = 0;
        for (int i = 0; i < ticks; i++) {
            final long next = ring.nextSequence();
            ring.tryClaim().putQuote((int) (next % INSTRUMENTS) + 1, 1, nowNs, nowNs, next, 2_507, next + 1, 100);
            sequence = ring.commit();
        }
        journaled.setRelease(sequence);
    }

    /** One duty cycle, as long after the last one as the fastest conflated subscriber waits. */
    int stepOnce() {
        nowNs += SECOND_NS / HIGHEST_RATE;
        return agent.doWork();
    }

    private void step() {
        while (stepOnce() > 0) {
            continue;
        }
    }

    long bytes() {
        return sink.bytes();
    }

    @Override
    public void close() {
        agent.onClose();
        counters.close();
        directory.close();
    }
}
