package io.tickwire.ingest;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickKind;

/** All of a tick, by value. Fields that its kind has not are 0 or null. */
record SeenTick(long sequence, TickKind kind, int instrumentId, int sourceId, long receiveTimeNs, long eventTimeNs,
                long first, long second, long firstSize, long secondSize, int side, String name) {

    static SeenTick of(Tick tick) {
        final TickKind kind = TickKind.values()[tick.kind() - 1];
        final long time = kind == TickKind.DEFINITION ? 0 : tick.eventTimeNs();
        return switch (kind) {
            case QUOTE -> new SeenTick(tick.sequence(), kind, tick.instrumentId(), tick.sourceId(),
                tick.receiveTimeNs(), time, tick.bidPrice(), tick.askPrice(), tick.bidSize(), tick.askSize(), 0, null);
            case TRADE -> new SeenTick(tick.sequence(), kind, tick.instrumentId(), tick.sourceId(),
                tick.receiveTimeNs(), time, tick.price(), tick.conditions(), tick.size(), 0, tick.side(), null);
            case STATUS -> new SeenTick(tick.sequence(), kind, 0, tick.sourceId(), tick.receiveTimeNs(), time,
                tick.status(), 0, 0, 0, 0, null);
            case DEFINITION -> new SeenTick(tick.sequence(), kind, tick.instrumentId(), tick.sourceId(),
                tick.receiveTimeNs(), time, tick.priceExponent(), tick.sizeExponent(), tick.sourceInstrumentId(), 0,
                0, tick.name());
        };
    }
}
