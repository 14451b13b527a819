package io.tickwire.ingest.recorded;

import io.tickwire.core.instrument.Decimal;
import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.tick.Side;
import io.tickwire.core.tick.Tick;
import io.tickwire.ingest.FeedListener;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Reads a Binance recording: one tick for each bookTicker and each trade, in the order of the file. */
final class BinanceReader implements RecordReader {
    private final String file;
    private final String venue;
    private final BinanceScales scales;
    private final DamageListener damage;
    private final UnpackedFile in;
    private final LineReader lines;
    private final BinanceLine line = new BinanceLine();
    private final Map<RecordedInstrument, Integer> ids = new HashMap<>();
    private RecordedInstrument instrument;
    private long price;
    private long size;
    private long askPrice;
    private long askSize;

    /**
     * Open a file.
     *
     * @param venue  of lines that do not tell it
     * @param scales exponents of the file
     */
    BinanceReader(ByteSource source, String venue, BinanceScales scales, DamageListener damage) throws IOException {
        this.file = source.name();
        this.venue = venue;
        this.scales = scales;
        this.damage = damage;
        this.in = source.open();
        this.lines = new LineReader(file, in.stream(), damage);
    }

    @Override
    public boolean read(FeedListener listener) {
        while (lines.next()) {
            try {
                line.read(lines.bytes(), lines.lineStart(), lines.lineLength());
                if (line.message().kind() != BinanceMessage.Kind.OTHER) {
                    readValues();
                }
            } catch (final IOException e) {
                damage.onDamage(file, lines.lineOffset(), e.getMessage());
                continue;
            }
            tell(listener);
            return true;
        }
        return false;
    }

    private void readValues() throws IOException {
        final BinanceMessage message = line.message();
        final String name = line.name(venue);
        if (!Instrument.isName(name)) {
            throw new IOException("'" + name + "' can't be the name of an instrument");
        }
        final boolean isQuote = message.kind() == BinanceMessage.Kind.QUOTE;
        final String first = isQuote ? message.bidPrice() : message.price();
        final String firstSize = isQuote ? message.bidSize() : message.size();
        final String second = isQuote ? message.askPrice() : first;
        final String secondSize = isQuote ? message.askSize() : firstSize;
        try {
            if (!fits(scales.of(name), first, firstSize, second, secondSize)
                && !fits(BinanceScales.only(name, first, second, firstSize, secondSize), first, firstSize, second,
                secondSize)) {
                throw new IOException("a number with more digits than an int64 holds");
            }
        } catch (final NumberFormatException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (size < 0 || askSize < 0) {
            throw new IOException("a size below 0");
        }
    }

    private boolean fits(RecordedInstrument as, String first, String firstSize, String second, String secondSize) {
        if (!Instrument.isExponent(as.priceExponent()) || !Instrument.isExponent(as.sizeExponent())) {
            return false;
        }
        try {
            price = Decimal.parse(first, as.priceExponent());
            size = Decimal.parse(firstSize, as.sizeExponent());
            askPrice = Decimal.parse(second, as.priceExponent());
            askSize = Decimal.parse(secondSize, as.sizeExponent());
        } catch (final ArithmeticException e) {
            return false;
        }
        instrument = as;
        return price != Tick.NO_PRICE && askPrice != Tick.NO_PRICE;
    }

    private void tell(FeedListener listener) {
        final BinanceMessage message = line.message();
        if (message.kind() == BinanceMessage.Kind.OTHER) {
            return;
        }
        final int id = ids.computeIfAbsent(instrument,
            i -> listener.onInstrument(i.name(), i.priceExponent(), i.sizeExponent()));
        if (message.kind() == BinanceMessage.Kind.TRADE) {
            listener.onTrade(id, line.eventTimeNs(), price, size, 0, message.isBuyerMaker() ? Side.SELL : Side.BUY);
        } else {
            listener.onQuote(id, line.eventTimeNs(), orNone(price, size), size, orNone(askPrice, askSize), askSize);
        }
    }

    /** Binance writes 0 x 0 for a side of the book on which there is nobody. */
    private static long orNone(long price, long size) {
        return price == 0 && size == 0 ? Tick.NO_PRICE : price;
    }

    @Override
    public long recordTimeNs() {
        return line.recorderTimeNs();
    }

    @Override
    public long bytesRead() {
        return in.rawBytesRead();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
