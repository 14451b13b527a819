package io.tickwire.ingest;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.instrument.InstrumentTable;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickRing;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A ring whose journal is the test: ticks are read, and their slots set free, by hand. */
final class RingRig implements AutoCloseable {
    static final byte WHOLE = (byte) 0xC0;

    final CounterFile counters;
    final TickRing ring;
    final InstrumentTable instruments = new InstrumentTable();
    private final UnsafeBuffer copy = new UnsafeBuffer(new byte[Tick.LENGTH]);
    private final Tick tick = new Tick().wrap(copy, 0);
    private long read;

    RingRig(Path directory, int capacity) {
        counters = new CounterFile(directory);
        ring = new TickRing(capacity, 0, counters.counter(CounterId.RING_PUBLISHED),
            counters.counter(CounterId.JOURNAL_POSITION));
    }

    FeedMessageHandler handler() {
        return new FeedMessageHandler(ring, instruments, counters);
    }

    /** Read one tick and set its slot free; the tick is valid until the next call. Null if there is none. */
    Tick readOne() {
        if (ring.read(read + 1, copy, 0) != TickRing.READ) {
            return null;
        }
        read++;
        counters.counter(CounterId.JOURNAL_POSITION).setRelease(read);
        return tick;
    }

    List<SeenTick> drain() {
        final List<SeenTick> ticks = new ArrayList<>();
        for (Tick next = readOne(); next != null; next = readOne()) {
            ticks.add(SeenTick.of(next));
        }
        return ticks;
    }

    long count(CounterId id) {
        return counters.counter(id).get();
    }

    /** All counters of ingest that are not zero, without the number of messages and instruments. */
    Map<CounterId, Long> counts() {
        final Map<CounterId, Long> counts = new EnumMap<>(CounterId.class);
        for (final CounterId id : CounterId.values()) {
            final boolean isOutcome = id.name().startsWith("INGEST_") && id != CounterId.INGEST_MESSAGES
                && id != CounterId.INGEST_INSTRUMENTS;
            if (isOutcome && count(id) != 0) {
                counts.put(id, count(id));
            }
        }
        return counts;
    }

    @Override
    public void close() {
        counters.close();
    }
}
