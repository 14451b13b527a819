package io.tickwire.ingest.recorded;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.tick.Side;
import io.tickwire.core.tick.Tick;
import io.tickwire.ingest.FeedListener;
import org.junit.jupiter.api.Assertions;

import java.util.Arrays;

/** Checks that whatever a damaged file yields may be published, and passes it on. */
final class CheckingListener implements FeedListener {
    private final RecordedTicks then;
    private int instruments;

    CheckingListener(RecordedTicks then) {
        this.then = then;
    }

    @Override
    public int onInstrument(String name, int priceExponent, int sizeExponent) {
        instruments++;
        final Instrument checked = new Instrument(instruments, name, priceExponent, sizeExponent);
        return then.onInstrument(checked.name(), priceExponent, sizeExponent);
    }

    @Override
    public void onQuote(int instrumentId, long eventTimeNs, long bidPrice, long bidSize, long askPrice,
                        long askSize) {
        check(instrumentId >= 0 && instrumentId < instruments && eventTimeNs > 0 && isSide(bidPrice, bidSize)
            && isSide(askPrice, askSize), "quote", eventTimeNs, bidPrice, bidSize, askPrice, askSize);
        then.onQuote(instrumentId, eventTimeNs, bidPrice, bidSize, askPrice, askSize);
    }

    @Override
    public void onTrade(int instrumentId, long eventTimeNs, long price, long size, long conditions, byte side) {
        check(instrumentId >= 0 && instrumentId < instruments && eventTimeNs > 0 && price != Tick.NO_PRICE && size >= 0
            && conditions >>> Integer.SIZE == 0 && side >= Side.UNKNOWN && side <= Side.SELL, "trade", eventTimeNs,
            price, size, conditions, side);
        then.onTrade(instrumentId, eventTimeNs, price, size, conditions, side);
    }

    private static boolean isSide(long price, long size) {
        return price == Tick.NO_PRICE ? size == 0 : size >= 0;
    }

    private static void check(boolean isGood, String kind, long... values) {
        Assertions.assertTrue(isGood, () -> kind + " " + Arrays.toString(values));
    }
}
