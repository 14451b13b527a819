package io.tickwire.journal;

import io.tickwire.config.JournalConfig;
import io.tickwire.config.RetentionConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickEncoder;
import io.tickwire.core.tick.TickRing;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A journal with a ring and an agent that is stepped by hand. */
final class JournalFixture implements AutoCloseable {
    static final long START_NS = 1_700_000_000_000_000_000L;
    static final int INSTRUMENTS = 5;

    final Journal journal;
    final TickRing ring;
    final JournalAgent agent;
    final CounterFile counters;
    private final Path counterDirectory;
    final List<Throwable> errors = new ArrayList<>();
    long timeNs = START_NS;

    JournalFixture(Path directory, int ringCapacity, int batchLimit) throws Exception {
        this(new JournalConfig(directory, true, batchLimit, "FIVE_MINUTELY", 0, 0,
                RetentionConfig.NONE), ringCapacity, BootId.current());
    }

    JournalFixture(JournalConfig config, int ringCapacity, String bootId) throws Exception {
        journal = Journal.open(config, errors::add, bootId);
        counterDirectory = Files.createTempDirectory("tickwire-counters");
        counters = new CounterFile(counterDirectory);
        ring = new TickRing(ringCapacity, journal.lastSequence(), counters.counter(CounterId.RING_PUBLISHED),
            counters.counter(CounterId.JOURNAL_POSITION));
        agent = journal.newAgent(ring, counters);
    }

    static void encode(TickEncoder slot, long sequence, long timeNs) {
        final int id = (int) ((sequence - 1) % INSTRUMENTS) + 1;
        if (sequence <= INSTRUMENTS) {
            slot.putDefinition(id, 1, 100 + id, timeNs, "SYM" + id + "@test", -2, -3);
        } else if (sequence % 3 == 0) {
            slot.putTrade(id, 1, timeNs, timeNs - sequence, sequence * 7, sequence, 0, (byte) 1);
        } else {
            slot.putQuote(id, 1, timeNs, timeNs - sequence, sequence * 7, 1, sequence * 7 + 1, 2);
        }
    }

    static boolean isRight(Tick tick, long sequence) {
        return tick.sequence() == sequence && (sequence <= INSTRUMENTS || tick.bidPrice() == sequence * 7)
            && tick.instrumentId() == (sequence - 1) % INSTRUMENTS + 1;
    }

    /** Position of the excerpt that holds a number. */
    static long find(CycleFile file, long sequence) {
        return CycleIndex.walk(file, CycleIndex.indexed(file, sequence), sequence);
    }

    boolean publish() {
        final TickEncoder slot = ring.tryClaim();
        if (slot == null) {
            return false;
        }
        encode(slot, ring.nextSequence(), timeNs);
        ring.commit();
        return true;
    }

    void append(int count) {
        for (int i = 0; i < count; i++) {
            while (!publish()) {
                agent.doWork();
            }
        }
        agent.doWork();
    }

    static int readAll(TickHistory history, long from, int limit) {
        final long[] next = {from};
        int total = 0;
        int read;
        do {
            read = history.read(next[0], limit, tick -> {
                if (!isRight(tick, next[0])) {
                    throw new AssertionError("expected " + next[0] + ", got " + tick.sequence());
                }
                next[0]++;
            });
            total += read;
        } while (read > 0);
        return total;
    }

    /** Leaves the directory as a killed process would. */
    void kill() {
        CloseHelper.closeAll(journal, counters);
        IoUtil.delete(counterDirectory.toFile(), true);
    }

    @Override
    public void close() {
        agent.onClose();
        kill();
    }
}
