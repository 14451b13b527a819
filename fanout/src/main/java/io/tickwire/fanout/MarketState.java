package io.tickwire.fanout;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.instrument.InstrumentTable;
import io.tickwire.core.tick.LastValues;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickHandler;
import io.tickwire.core.tick.TickKind;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What one fan-out thread knows of the market at its position: instruments, last values, the order of changes, and
 * the status of each source. Allocates for definitions and for a source's first status only.
 */
final class MarketState implements TickHandler {
    private final InstrumentTable instruments = new InstrumentTable();
    private final LastValues lastValues = new LastValues();
    private final ChangeOrder changes = new ChangeOrder();
    private final Map<String, List<Instrument>> byName = new HashMap<>();
    private final Int2ObjectHashMap<UnsafeBuffer> statusOfSource = new Int2ObjectHashMap<>();
    private final Consumer<Instrument> onNewInstrument;
    private long lastStatusSequence;

    /**
     * An empty market.
     *
     * @param onNewInstrument called for each instrument that was not known before
     */
    MarketState(Consumer<Instrument> onNewInstrument) {
        this.onNewInstrument = onNewInstrument;
    }

    @Override
    public void onTick(Tick tick) {
        final byte kind = tick.kind();
        if (kind == TickKind.QUOTE.code()) {
            lastValues.onTick(tick);
            changes.touch(tick.instrumentId());
        } else if (kind == TickKind.TRADE.code()) {
            lastValues.onTick(tick);
        } else if (kind == TickKind.DEFINITION.code()) {
            onDefinition(tick);
        } else if (kind == TickKind.STATUS.code()) {
            onStatus(tick);
        }
    }

    private void onDefinition(Tick tick) {
        lastValues.onTick(tick);
        changes.ensure(tick.instrumentId());
        final int known = instruments.size();
        final Instrument instrument = instruments.onDefinition(tick);
        if (instruments.size() > known) {
            byName.computeIfAbsent(instrument.name(), name -> new ArrayList<>(1)).add(instrument);
            onNewInstrument.accept(instrument);
        }
    }

    private void onStatus(Tick tick) {
        UnsafeBuffer slot = statusOfSource.get(tick.sourceId());
        if (slot == null) {
            slot = new UnsafeBuffer(new byte[Tick.LENGTH]);
            statusOfSource.put(tick.sourceId(), slot);
        }
        tick.copyTo(slot, 0);
        lastStatusSequence = tick.sequence();
    }

    /** After last values came in any order: put the changes in the order of their sequence numbers. */
    void orderChanges() {
        IntStream.rangeClosed(1, instruments.size()).boxed()
            .filter(id -> lastValues.quoteSequence(id) > 0)
            .sorted(Comparator.comparingLong(lastValues::quoteSequence))
            .forEach(changes::touch);
    }

    /** Whether a quote or a status came after a position. */
    boolean hasChangedSince(long position) {
        final int newest = changes.newest();
        return lastStatusSequence > position
            || newest != ChangeOrder.NONE && lastValues.quoteSequence(newest) > position;
    }

    InstrumentTable instruments() {
        return instruments;
    }

    List<Instrument> byName(String name) {
        return byName.getOrDefault(name, List.of());
    }

    LastValues lastValues() {
        return lastValues;
    }

    ChangeOrder changes() {
        return changes;
    }

    /** Last status slot of each source. */
    Int2ObjectHashMap<UnsafeBuffer> statusOfSource() {
        return statusOfSource;
    }

    /** Sequence number of the newest status of any source; 0 for none. */
    long lastStatusSequence() {
        return lastStatusSequence;
    }
}
