package io.tickwire.server.cli;

import io.tickwire.config.JournalConfig;
import io.tickwire.config.RetentionConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickEncoder;
import io.tickwire.core.tick.TickRing;
import io.tickwire.journal.Journal;
import io.tickwire.journal.JournalAgent;
import org.agrona.CloseHelper;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A journal that a test writes by hand, in files of five minutes of receive time; its clock begins at 1 s. */
final class WrittenJournal implements AutoCloseable {
    static final long CYCLE_NS = 300_000_000_000L;

    final Path directory;
    long timeNs = 1_000_000_000;
    private final List<Throwable> errors = new ArrayList<>();
    private final CounterFile counters;
    private final Journal journal;
    private final TickRing ring;
    private final JournalAgent agent;

    WrittenJournal(Path root) throws IOException {
        directory = root.resolve("j");
        counters = new CounterFile(Files.createTempDirectory(root, "counters"));
        journal = Journal.open(new JournalConfig(directory, true, 64, "FIVE_MINUTELY", 0, 0, RetentionConfig.NONE),
            errors::add);
        ring = new TickRing(64, journal.lastSequence(), counters.counter(CounterId.RING_PUBLISHED),
            counters.counter(CounterId.JOURNAL_POSITION));
        agent = journal.newAgent(ring, counters);
    }

    /** One tick, in an excerpt of its own. */
    private void append(Consumer<TickEncoder> tick) {
        tick.accept(ring.tryClaim());
        ring.commit();
        agent.doWork();
        assertEquals(List.of(), errors);
    }

    void define(int id, String name, int priceExponent, int sizeExponent) {
        append(slot -> slot.putDefinition(id, 3, 76 + id, timeNs, name, priceExponent, sizeExponent));
    }

    void bid(int id, long price, long size) {
        append(slot -> slot.putQuote(id, 3, timeNs, timeNs - 1, price, size, Tick.NO_PRICE, 0));
    }

    void trade(int id, long price, long size) {
        append(slot -> slot.putTrade(id, 3, timeNs, timeNs - 1, price, size, 5, (byte) 2));
    }

    void status(int status) {
        append(slot -> slot.putStatus(3, timeNs, timeNs - 1, status));
    }

    Path[] files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".cq4")).sorted().toArray(Path[]::new);
        }
    }

    /** Change a byte of the last place where a file has a text. */
    static void damage(Path file, String text) throws IOException {
        final byte[] content = Files.readAllBytes(file);
        int at = content.length - text.length();
        while (!text.equals(new String(content, at, text.length(), StandardCharsets.US_ASCII))) {
            at--;
        }
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(at);
            raw.write(content[at] + 1);
        }
    }

    @Override
    public void close() {
        CloseHelper.closeAll(agent::onClose, journal, counters);
    }
}
