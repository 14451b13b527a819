package io.tickwire.server.cli;

import io.tickwire.core.instrument.Decimal;
import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.tick.Side;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickKind;

/** Journaled ticks as text, prices and sizes as exact decimals. One thread. */
final class JournalTickText {
    private final StringBuilder text = new StringBuilder(256);
    private boolean isJson;

    /** Fields with names, separated by spaces; what is not there is a dash. */
    String line(Tick tick, Instrument instrument) {
        isJson = false;
        text.setLength(0);
        text.append(tick.sequence()).append(' ').append(tick.receiveTimeNs());
        putFields(tick, instrument);
        return text.toString();
    }

    /** One JSON object. */
    String json(Tick tick, Instrument instrument) {
        isJson = true;
        text.setLength(0);
        text.append("{\"sequence\":").append(tick.sequence()).append(",\"received\":").append(tick.receiveTimeNs());
        putFields(tick, instrument);
        return text.append('}').toString();
    }

    private void putFields(Tick tick, Instrument instrument) {
        if (tick.kind() == TickKind.QUOTE.code() && instrument != null) {
            putHead(tick, "quote", instrument);
            putPrice("bid", tick.bidPrice(), instrument.priceExponent());
            put("bidSize", Decimal.toString(tick.bidSize(), instrument.sizeExponent()), true);
            putPrice("ask", tick.askPrice(), instrument.priceExponent());
            put("askSize", Decimal.toString(tick.askSize(), instrument.sizeExponent()), true);
        } else if (tick.kind() == TickKind.TRADE.code() && instrument != null) {
            putHead(tick, "trade", instrument);
            put("price", Decimal.toString(tick.price(), instrument.priceExponent()), true);
            put("size", Decimal.toString(tick.size(), instrument.sizeExponent()), true);
            put("side", tick.side() == Side.BUY ? "buy" : tick.side() == Side.SELL ? "sell" : null, true);
            put("conditions", Long.toString(tick.conditions()), false);
        } else if (tick.kind() == TickKind.DEFINITION.code()) {
            put("type", "definition", true);
            put("symbol", tick.name(), true);
            put("instrument", Integer.toString(tick.instrumentId()), false);
            put("source", Integer.toString(tick.sourceId()), false);
            put("sourceInstrument", Integer.toString(tick.sourceInstrumentId()), false);
            put("priceExponent", Integer.toString(tick.priceExponent()), false);
            put("sizeExponent", Integer.toString(tick.sizeExponent()), false);
        } else if (tick.kind() == TickKind.STATUS.code()) {
            put("type", "status", true);
            put("source", Integer.toString(tick.sourceId()), false);
            put("time", Long.toString(tick.eventTimeNs()), false);
            put("status", Integer.toString(tick.status()), false);
        } else {
            put("type", "unknown", true);
            put("instrument", Integer.toString(tick.instrumentId()), false);
            put("kind", Integer.toString(tick.kind()), false);
        }
    }

    private void putHead(Tick tick, String type, Instrument instrument) {
        put("type", type, true);
        put("symbol", instrument.name(), true);
        put("time", Long.toString(tick.eventTimeNs()), false);
    }

    private void putPrice(String name, long price, int exponent) {
        put(name, price == Tick.NO_PRICE ? null : Decimal.toString(price, exponent), true);
    }

    /** Instrument names have no character that JSON would need to escape. */
    private void put(String name, String value, boolean isQuoted) {
        if (!isJson) {
            text.append(' ').append(name).append('=').append(value == null ? "-" : value);
        } else if (value == null || !isQuoted) {
            text.append(",\"").append(name).append("\":").append(value);
        } else {
            text.append(",\"").append(name).append("\":\"").append(value).append('"');
        }
    }
}
