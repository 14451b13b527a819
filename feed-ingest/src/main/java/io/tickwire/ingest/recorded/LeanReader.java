package io.tickwire.ingest.recorded;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.tick.Side;
import io.tickwire.core.tick.Tick;
import io.tickwire.ingest.FeedListener;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads a Lean tick zip. A quote row changes one side of a venue's market, or both; what is told is both sides as they
 * are then. A trade's conditions are Lean's, with bit 31 set in one that is marked as suspicious.
 */
final class LeanReader implements RecordReader {
    /** Bit of a suspicious trade; Lean's own conditions do not use it. */
    static final long SUSPICIOUS = 1L << 31;

    /** Both sides of one venue's market. */
    private static final class Market {
        private long bidPrice = Tick.NO_PRICE;
        private long bidSize;
        private long askPrice = Tick.NO_PRICE;
        private long askSize;

        void take(LeanRow row) {
            if (row.hasBid()) {
                bidPrice = row.price();
                bidSize = row.size();
            }
            if (row.hasAsk()) {
                askPrice = row.askPrice();
                askSize = row.askSize();
            }
        }
    }

    private final String file;
    private final DamageListener damage;
    private final UnpackedFile in;
    private final ZipMembers entries;
    private final LeanRow row = new LeanRow();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Market> markets = new HashMap<>();
    private LeanEntry entry;
    private LineReader lines;
    private long midnightNs;

    LeanReader(ByteSource source, DamageListener damage) throws IOException {
        this.file = source.name();
        this.damage = damage;
        this.in = source.open();
        this.entries = new ZipMembers(in.stream());
    }

    @Override
    public boolean read(FeedListener listener) {
        while (lines != null || nextEntry()) {
            while (lines.next()) {
                final String name;
                try {
                    row.read(lines.bytes(), lines.lineStart(), lines.lineLength(), entry.isQuote());
                    name = name();
                } catch (final IOException e) {
                    damage.onDamage(file, lines.lineOffset(), e.getMessage());
                    continue;
                }
                tell(name, listener);
                return true;
            }
            lines = null;
        }
        return false;
    }

    private boolean nextEntry() {
        while (lines == null) {
            try {
                if (!entries.nextMember()) {
                    return false;
                }
                open();
            } catch (final DamagedPackException e) {
                damage.onDamage(file, 0, e.getMessage());
            } catch (final IOException e) {
                damage.onDamage(file, 0, "the file can't be read any further: " + e.getMessage());
                return false;
            }
        }
        return true;
    }

    private void open() {
        entry = LeanEntry.of(entries.name(), file);
        if (entry == null && !entries.name().endsWith("/")) {
            damage.onDamage(file, 0, "the entry " + entries.name() + " is not named as Lean's ticks are; passed over");
        }
        if (entry == null) {
            return;
        }
        lines = new LineReader(file, entries.entry(), damage);
        midnightNs = NewYorkDay.startNs(entry.day());
        // What was quoted on another day, or of another symbol, does not stand any more.
        markets.clear();
    }

    private String name() throws IOException {
        final String name = entry.symbol() + "@" + row.venue();
        if (!Instrument.isName(name)) {
            throw new IOException("'" + name + "' can't be the name of an instrument");
        }
        return name;
    }

    private void tell(String name, FeedListener listener) {
        final int id = ids.computeIfAbsent(name, n -> listener.onInstrument(n, LeanRow.PRICE_EXPONENT, 0));
        if (entry.isQuote()) {
            final Market market = markets.computeIfAbsent(name, n -> new Market());
            market.take(row);
            listener.onQuote(id, recordTimeNs(), market.bidPrice, market.bidSize, market.askPrice, market.askSize);
        } else {
            final long conditions = row.isSuspicious() ? row.conditions() | SUSPICIOUS : row.conditions();
            listener.onTrade(id, recordTimeNs(), row.price(), row.size(), conditions, Side.UNKNOWN);
        }
    }

    @Override
    public long recordTimeNs() {
        return midnightNs + row.sinceMidnightNs();
    }

    @Override
    public long bytesRead() {
        return in.rawBytesRead();
    }

    @Override
    public void close() {
        try {
            entries.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
