package io.tickwire.journal;

import io.tickwire.core.tick.LastValues;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickHandler;
import io.tickwire.core.tick.TickKind;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;

/**
 * What a checkpoint holds: the definitions and the last quote and trade of each instrument, as slots. Owned by one
 * thread. Allocates only when a definition comes.
 */
final class JournalState {
    private static final long NONE = -1;

    private final LastValues lastValues = new LastValues();
    private final Long2LongHashMap bySource = new Long2LongHashMap(NONE);
    private final Tick view = new Tick();
    private final Slots firstOfInstrument = new Slots();
    private final Slots lastOfSource = new Slots();
    private int definitionCount;

    void onTick(Tick tick) {
        lastValues.onTick(tick);
        if (tick.kind() == TickKind.DEFINITION.code()) {
            definitionCount++;
            if (tick.instrumentId() == firstOfInstrument.count + 1) {
                firstOfInstrument.put(firstOfInstrument.count, tick);
            }
            final long source = (long) tick.sourceId() << 32 | tick.sourceInstrumentId() & 0xFFFF_FFFFL;
            long index = bySource.get(source);
            if (index == NONE) {
                index = lastOfSource.count;
                bySource.put(source, index);
            }
            lastOfSource.put((int) index, tick);
        }
    }

    /** Definitions ever journaled, as an int that may wrap. */
    int definitionCount() {
        return definitionCount;
    }

    /** A checkpoint's slots are no definitions of their own: it says how many came before. */
    void definitionCount(int count) {
        definitionCount = count;
    }

    /**
     * Hand over everything. Instruments come in the order of their ids, each with its first definition; then what
     * else their sources said last, so that a mapping that was changed ends as it stands now.
     */
    void forEach(TickHandler handler) {
        for (int i = 0; i < firstOfInstrument.count; i++) {
            handler.onTick(firstOfInstrument.at(i, view));
        }
        for (int i = 0; i < lastOfSource.count; i++) {
            final long sequence = lastOfSource.at(i, view).sequence();
            if (firstOfInstrument.at(view.instrumentId() - 1, view).sequence() != sequence) {
                handler.onTick(lastOfSource.at(i, view));
            }
        }
        for (int id = 1; id <= firstOfInstrument.count; id++) {
            final Tick quote = lastValues.quote(id);
            if (quote != null) {
                handler.onTick(quote);
            }
            final Tick trade = lastValues.trade(id);
            if (trade != null) {
                handler.onTick(trade);
            }
        }
    }

    private static final class Slots {
        private UnsafeBuffer buffer = new UnsafeBuffer(new byte[64 * Tick.LENGTH]);
        private int count;

        void put(int index, Tick tick) {
            if ((index + 1) * Tick.LENGTH > buffer.capacity()) {
                buffer = new UnsafeBuffer(Arrays.copyOf(buffer.byteArray(), 2 * buffer.capacity()));
            }
            tick.copyTo(buffer, index * Tick.LENGTH);
            count = Math.max(count, index + 1);
        }

        Tick at(int index, Tick view) {
            return view.wrap(buffer, index * Tick.LENGTH);
        }
    }
}
