package io.tickwire.core.instrument;

import io.tickwire.core.tick.Tick;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.Int2ObjectHashMap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All instruments of an epoch, built from the definitions in the stream, in stream order. Each thread that needs it
 * has its own. Ids are dense and grow in the order of definition.
 */
public final class InstrumentTable {
    /** {@link #idOfSource}: the source has not defined this id. */
    public static final int UNKNOWN = 0;

    private static final int NO_SOURCE = -1;

    private record Key(String name, int priceExponent, int sizeExponent) {
    }

    private final List<Instrument> instruments = new ArrayList<>();
    private final Map<Key, Instrument> byKey = new HashMap<>();
    /** One for each source: takes half as many bytes as one map for all, and each look may miss the caches. */
    private final Int2ObjectHashMap<Int2IntHashMap> bySource = new Int2ObjectHashMap<>();
    private int lastSourceId = NO_SOURCE;
    private Int2IntHashMap ofLastSource;

    /**
     * Take in a definition, whether new, repeated, or of another source. Allocates.
     *
     * @param definition a tick of kind DEFINITION
     * @return the instrument
     * @throws IllegalStateException    if the id is neither known nor the next one
     * @throws IllegalArgumentException if the definition is malformed
     */
    public Instrument onDefinition(Tick definition) {
        final Instrument instrument = new Instrument(definition.instrumentId(), definition.name(),
            definition.priceExponent(), definition.sizeExponent());
        if (instrument.id() == instruments.size() + 1) {
            instruments.add(instrument);
            byKey.put(keyOf(instrument), instrument);
        } else if (!instrument.equals(byId(instrument.id()))) {
            throw new IllegalStateException("definition of " + instrument + " at " + definition.sequence()
                + " contradicts " + byId(instrument.id()) + " of " + instruments.size() + " instruments");
        }
        bySource.computeIfAbsent(definition.sourceId(), source -> new Int2IntHashMap(UNKNOWN))
            .put(definition.sourceInstrumentId(), instrument.id());
        lastSourceId = NO_SOURCE;
        return instrument;
    }

    /**
     * Find an instrument by what defines it.
     *
     * @param name          SYMBOL@VENUE
     * @param priceExponent power of ten
     * @param sizeExponent  power of ten
     * @return the instrument, or null
     */
    public Instrument find(String name, int priceExponent, int sizeExponent) {
        return byKey.get(new Key(name, priceExponent, sizeExponent));
    }

    /**
     * Find an instrument by its id.
     *
     * @param id any int
     * @return the instrument, or null
     */
    public Instrument byId(int id) {
        return id >= 1 && id <= instruments.size() ? instruments.get(id - 1) : null;
    }

    /**
     * Translate a source's id. Does not allocate.
     *
     * @param sourceId           0 to 65,535
     * @param sourceInstrumentId any int
     * @return the server's id, or {@link #UNKNOWN}
     */
    public int idOfSource(int sourceId, int sourceInstrumentId) {
        if (sourceId != lastSourceId) {
            ofLastSource = bySource.get(sourceId);
            lastSourceId = sourceId;
        }
        return ofLastSource == null ? UNKNOWN : ofLastSource.get(sourceInstrumentId);
    }

    /**
     * How many instruments there are; also the greatest id.
     *
     * @return 0 or more
     */
    public int size() {
        return instruments.size();
    }

    private static Key keyOf(Instrument instrument) {
        return new Key(instrument.name(), instrument.priceExponent(), instrument.sizeExponent());
    }
}
