package io.tickwire.ingest.recorded;

import io.tickwire.core.instrument.Decimal;
import io.tickwire.core.tick.Tick;
import io.tickwire.ingest.FeedListener;

import java.util.ArrayList;
import java.util.List;

/** Records what a feed hands over, as text: exact, and readable where a test fails. */
final class RecordedTicks implements FeedListener {
    final List<String> definitions = new ArrayList<>();
    final List<String> ticks = new ArrayList<>();
    private final List<RecordedInstrument> instruments = new ArrayList<>();

    static RecordedTicks of(RecordedFeed feed) {
        final RecordedTicks all = new RecordedTicks();
        try (feed) {
            while (feed.next(all)) {
                continue;
            }
        }
        return all;
    }

    @Override
    public int onInstrument(String name, int priceExponent, int sizeExponent) {
        definitions.add(name + " " + priceExponent + " " + sizeExponent);
        instruments.add(new RecordedInstrument(name, priceExponent, sizeExponent));
        return instruments.size() - 1;
    }

    @Override
    public void onQuote(int instrumentId, long eventTimeNs, long bidPrice, long bidSize, long askPrice,
                        long askSize) {
        final RecordedInstrument of = instruments.get(instrumentId);
        ticks.add("quote " + of.name() + " " + eventTimeNs + " " + price(bidPrice, of) + " x " + size(bidSize, of)
            + " " + price(askPrice, of) + " x " + size(askSize, of));
    }

    @Override
    public void onTrade(int instrumentId, long eventTimeNs, long price, long size, long conditions, byte side) {
        final RecordedInstrument of = instruments.get(instrumentId);
        ticks.add("trade " + of.name() + " " + eventTimeNs + " " + price(price, of) + " x " + size(size, of)
            + " conditions " + conditions + " side " + side);
    }

    private static String price(long mantissa, RecordedInstrument of) {
        return mantissa == Tick.NO_PRICE ? "none" : Decimal.toString(mantissa, of.priceExponent());
    }

    private static String size(long mantissa, RecordedInstrument of) {
        return Decimal.toString(mantissa, of.sizeExponent());
    }
}
