package io.tickwire.server.cli;

import io.tickwire.core.instrument.Decimal;
import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.tick.Side;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickKind;

/** Takes journaled ticks apart, prices and sizes as exact decimals. Stateless. */
final class JournalFields {
    /** Gets the fields that a kind of tick has. */
    interface Sink {
        /** One field; null if this tick has no value there. */
        void put(JournalField field, String value);
    }

    private JournalFields() {
    }

    /** Hand over all fields but the sequence number and the receive time, which every tick has. */
    static void forEach(Tick tick, Instrument instrument, Sink sink) {
        if (tick.kind() == TickKind.QUOTE.code() && instrument != null) {
            putHead(tick, "quote", instrument, sink);
            putPrice(JournalField.BID, tick.bidPrice(), instrument, sink);
            putSize(JournalField.BID_SIZE, tick.bidSize(), instrument, sink);
            putPrice(JournalField.ASK, tick.askPrice(), instrument, sink);
            putSize(JournalField.ASK_SIZE, tick.askSize(), instrument, sink);
        } else if (tick.kind() == TickKind.TRADE.code() && instrument != null) {
            putHead(tick, "trade", instrument, sink);
            sink.put(JournalField.PRICE, Decimal.toString(tick.price(), instrument.priceExponent()));
            putSize(JournalField.SIZE, tick.size(), instrument, sink);
            sink.put(JournalField.SIDE, tick.side() == Side.BUY ? "buy" : tick.side() == Side.SELL ? "sell" : null);
            sink.put(JournalField.CONDITIONS, Long.toString(tick.conditions()));
        } else if (tick.kind() == TickKind.DEFINITION.code()) {
            sink.put(JournalField.TYPE, "definition");
            sink.put(JournalField.SYMBOL, tick.name());
            sink.put(JournalField.INSTRUMENT, Integer.toString(tick.instrumentId()));
            sink.put(JournalField.SOURCE, Integer.toString(tick.sourceId()));
            sink.put(JournalField.SOURCE_INSTRUMENT, Integer.toString(tick.sourceInstrumentId()));
            sink.put(JournalField.PRICE_EXPONENT, Integer.toString(tick.priceExponent()));
            sink.put(JournalField.SIZE_EXPONENT, Integer.toString(tick.sizeExponent()));
        } else if (tick.kind() == TickKind.STATUS.code()) {
            sink.put(JournalField.TYPE, "status");
            sink.put(JournalField.SOURCE, Integer.toString(tick.sourceId()));
            sink.put(JournalField.TIME, Long.toString(tick.eventTimeNs()));
            sink.put(JournalField.STATUS, Integer.toString(tick.status()));
        } else {
            sink.put(JournalField.TYPE, "unknown");
            sink.put(JournalField.INSTRUMENT, Integer.toString(tick.instrumentId()));
            sink.put(JournalField.KIND, Integer.toString(tick.kind()));
        }
    }

    private static void putHead(Tick tick, String type, Instrument instrument, Sink sink) {
        sink.put(JournalField.TYPE, type);
        sink.put(JournalField.SYMBOL, instrument.name());
        sink.put(JournalField.TIME, Long.toString(tick.eventTimeNs()));
    }

    private static void putPrice(JournalField field, long price, Instrument instrument, Sink sink) {
        sink.put(field, price == Tick.NO_PRICE ? null : Decimal.toString(price, instrument.priceExponent()));
    }

    private static void putSize(JournalField field, long size, Instrument instrument, Sink sink) {
        sink.put(field, Decimal.toString(size, instrument.sizeExponent()));
    }
}
