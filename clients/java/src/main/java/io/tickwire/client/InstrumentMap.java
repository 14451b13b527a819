package io.tickwire.client;

import io.tickwire.core.instrument.Instrument;
import org.agrona.collections.Int2ObjectHashMap;

/** What the instrument ids of one epoch stand for. Not thread-safe. */
public final class InstrumentMap {
    private final Int2ObjectHashMap<Instrument> byId = new Int2ObjectHashMap<>();

    /**
     * Learn an instrument.
     *
     * @param instrument as it was announced
     * @throws ProtocolException if its id stands for something else already
     */
    public void add(Instrument instrument) {
        final Instrument known = byId.putIfAbsent(instrument.id(), instrument);
        if (known != null && !known.equals(instrument)) {
            throw new ProtocolException("instrument id " + instrument.id() + " stands for " + known
                + " and was announced again as " + instrument + "; an id keeps its meaning for the whole epoch");
        }
    }

    /**
     * Look an instrument up. Does not allocate.
     *
     * @param id as it stands in an entry
     * @return the instrument, or null if it was not announced
     */
    public Instrument find(int id) {
        return byId.get(id);
    }

    /** Forget all; for a new epoch. */
    public void clear() {
        byId.clear();
    }
}
