package io.tickwire.ingest.recorded;

import io.tickwire.ingest.FeedListener;
import org.agrona.collections.IntArrayList;

import java.util.Arrays;
import java.util.List;

/** The ticks of one record, kept until it is their turn. Reused; one thread. */
final class HeldRecord implements FeedListener {
    // Instrument, time, then a quote's four values, or a trade's price, size, conditions and side.
    private static final int TICK_LENGTH = 6;

    private final List<RecordedInstrument> definitions;
    private long[] values = new long[4 * TICK_LENGTH];
    private boolean[] quotes = new boolean[4];
    private int count;
    private int delivered;
    private long timeNs;

    /**
     * Hold nothing yet.
     *
     * @param definitions all instruments of the file; their index is their id here
     */
    HeldRecord(List<RecordedInstrument> definitions) {
        this.definitions = definitions;
    }

    /**
     * Read the next record that has a tick.
     *
     * @return false if there is none; then nothing is held
     */
    boolean fill(RecordReader reader) {
        count = 0;
        delivered = 0;
        while (reader.read(this)) {
            if (count > 0) {
                timeNs = reader.recordTimeNs();
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return count == 0;
    }

    long timeNs() {
        return timeNs;
    }

    /** Hand over all ticks. If the listener throws, the next call goes on with the tick that it did not take. */
    void deliver(FeedListener listener, IntArrayList ids) {
        while (delivered < count) {
            final int at = delivered * TICK_LENGTH;
            final int id = idOf((int) values[at], listener, ids);
            if (quotes[delivered]) {
                listener.onQuote(id, values[at + 1], values[at + 2], values[at + 3], values[at + 4], values[at + 5]);
            } else {
                listener.onTrade(id, values[at + 1], values[at + 2], values[at + 3], values[at + 4],
                    (byte) values[at + 5]);
            }
            delivered++;
        }
        count = 0;
    }

    /** The listener's id. Instruments are told in the order of the file, so that ids are without holes. */
    private int idOf(int index, FeedListener listener, IntArrayList ids) {
        while (ids.size() <= index) {
            final RecordedInstrument definition = definitions.get(ids.size());
            ids.addInt(listener.onInstrument(definition.name(), definition.priceExponent(),
                definition.sizeExponent()));
        }
        return ids.getInt(index);
    }

    @Override
    public int onInstrument(String name, int priceExponent, int sizeExponent) {
        definitions.add(new RecordedInstrument(name, priceExponent, sizeExponent));
        return definitions.size() - 1;
    }

    @Override
    public void onQuote(int instrumentId, long eventTimeNs, long bidPrice, long bidSize, long askPrice,
                        long askSize) {
        add(true, instrumentId, eventTimeNs, bidPrice, bidSize, askPrice, askSize);
    }

    @Override
    public void onTrade(int instrumentId, long eventTimeNs, long price, long size, long conditions, byte side) {
        add(false, instrumentId, eventTimeNs, price, size, conditions, side);
    }

    private void add(boolean isQuote, long... tick) {
        if (count == quotes.length) {
            quotes = Arrays.copyOf(quotes, 2 * count);
            values = Arrays.copyOf(values, 2 * values.length);
        }
        quotes[count] = isQuote;
        System.arraycopy(tick, 0, values, count * TICK_LENGTH, TICK_LENGTH);
        count++;
    }
}
