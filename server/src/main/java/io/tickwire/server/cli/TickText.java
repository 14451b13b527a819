package io.tickwire.server.cli;

import io.tickwire.client.FrameFlags;
import io.tickwire.core.instrument.Decimal;
import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.tick.Side;
import io.tickwire.core.tick.Tick;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Writes ticks as lines of text: for people in columns, or as JSON. Does not depend on the locale. */
final class TickText {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int NANO_DIGITS = 9;

    private final boolean json;
    private final StringBuilder line = new StringBuilder(256);
    private final StringBuilder number = new StringBuilder(Decimal.TEXT_LENGTH_LIMIT);
    private int symbolWidth = 14;
    private int numberWidth = 10;
    private long second = Long.MIN_VALUE;
    private String secondText = "";

    TickText(boolean json) {
        this.json = json;
    }

    CharSequence quote(long timeNs, Instrument instrument, long bidPrice, long bidSize, long askPrice, long askSize,
                       int flags) {
        start(timeNs, instrument, "quote");
        if (json) {
            jsonSide("bid", "bidSize", instrument, bidPrice, bidSize);
            jsonSide("ask", "askSize", instrument, askPrice, askSize);
            return jsonEnd(flags);
        }
        final boolean bid = bidPrice != Tick.NO_PRICE;
        final boolean ask = askPrice != Tick.NO_PRICE;
        column(bid, bidPrice, instrument.priceExponent());
        line.append(" x ");
        column(bid, bidSize, instrument.sizeExponent());
        line.append(" / ");
        column(ask, askPrice, instrument.priceExponent());
        line.append(" x ");
        column(ask, askSize, instrument.sizeExponent());
        return textEnd(flags);
    }

    CharSequence trade(long timeNs, Instrument instrument, long price, long size, byte side, int flags) {
        start(timeNs, instrument, "trade");
        final String sideName = side == Side.BUY ? "buy" : side == Side.SELL ? "sell" : null;
        if (json) {
            jsonNumber(",\"price\":", price, instrument.priceExponent());
            jsonNumber(",\"size\":", size, instrument.sizeExponent());
            line.append(",\"side\":");
            if (sideName == null) {
                line.append("null");
            } else {
                line.append('"').append(sideName).append('"');
            }
            return jsonEnd(flags);
        }
        column(true, price, instrument.priceExponent());
        line.append(" x ");
        column(true, size, instrument.sizeExponent());
        line.append(' ').append(sideName == null ? "-" : sideName);
        return textEnd(flags);
    }

    private void start(long timeNs, Instrument instrument, String kind) {
        line.setLength(0);
        final String symbol = instrument.name();
        if (json) {
            line.append("{\"type\":\"").append(kind).append("\",\"symbol\":\"").append(symbol)
                .append("\",\"time\":").append(timeNs);
            return;
        }
        time(timeNs);
        line.append("  ").append(symbol);
        symbolWidth = Math.max(symbolWidth, symbol.length());
        pad(symbolWidth - symbol.length());
        line.append("  ").append(kind).append("  ");
    }

    private void time(long timeNs) {
        final long newSecond = Math.floorDiv(timeNs, SECOND_NS);
        if (newSecond != second) {
            second = newSecond;
            final LocalDateTime time = LocalDateTime.ofEpochSecond(newSecond, 0, ZoneOffset.UTC);
            // Its own text leaves out seconds that are 0.
            secondText = time.toLocalDate() + "T" + twoDigits(time.getHour()) + ":" + twoDigits(time.getMinute())
                + ":" + twoDigits(time.getSecond()) + ".";
        }
        line.append(secondText);
        final int start = line.length();
        line.append(Math.floorMod(timeNs, SECOND_NS));
        while (line.length() - start < NANO_DIGITS) {
            line.insert(start, '0');
        }
        line.append('Z');
    }

    private static String twoDigits(int value) {
        return value < 10 ? "0" + value : Integer.toString(value);
    }

    private void column(boolean present, long mantissa, int exponent) {
        number.setLength(0);
        if (present) {
            Decimal.write(mantissa, exponent, number);
        } else {
            number.append('-');
        }
        numberWidth = Math.max(numberWidth, number.length());
        pad(numberWidth - number.length());
        line.append(number);
    }

    private void pad(int blanks) {
        for (int i = 0; i < blanks; i++) {
            line.append(' ');
        }
    }

    private void jsonSide(String priceName, String sizeName, Instrument instrument, long price, long size) {
        line.append(",\"").append(priceName);
        if (price == Tick.NO_PRICE) {
            line.append("\":null,\"").append(sizeName).append("\":null");
        } else {
            jsonNumber("\":", price, instrument.priceExponent());
            line.append(",\"").append(sizeName);
            jsonNumber("\":", size, instrument.sizeExponent());
        }
    }

    private void jsonNumber(String prefix, long mantissa, int exponent) {
        line.append(prefix).append('"');
        number.setLength(0);
        Decimal.write(mantissa, exponent, number);
        line.append(number).append('"');
    }

    private CharSequence jsonEnd(int flags) {
        return line.append((flags & FrameFlags.SNAPSHOT) != 0 ? ",\"snapshot\":true}\n" : "}\n");
    }

    private CharSequence textEnd(int flags) {
        flag(flags, FrameFlags.SNAPSHOT, "snapshot");
        flag(flags, FrameFlags.REPLAY, "replay");
        flag(flags, FrameFlags.CONFLATED, "conflated");
        return line.append('\n');
    }

    private void flag(int flags, int bit, String name) {
        if ((flags & bit) != 0) {
            line.append("  ").append(name);
        }
    }
}
