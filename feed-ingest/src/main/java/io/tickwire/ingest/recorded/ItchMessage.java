package io.tickwire.ingest.recorded;

import org.agrona.DirectBuffer;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Layout of the messages of Nasdaq TotalView-ITCH 5.0: lengths by type, and offsets. All numbers are big-endian. */
final class ItchMessage {
    /** Longest message. */
    static final int LENGTH_LIMIT = 50;

    static final int LOCATE = 1;
    static final int TIMESTAMP = 5;
    static final int DIRECTORY_STOCK = 11;
    static final int TRADING_STATE = 19;
    static final int REFERENCE = 11;
    static final int ADD_SIDE = 19;
    static final int ADD_SHARES = 20;
    static final int ADD_STOCK = 24;
    static final int ADD_PRICE = 32;
    static final int EXECUTED_SHARES = 19;
    static final int EXECUTED_PRINTABLE = 31;
    static final int EXECUTED_PRICE = 32;
    static final int CANCELLED_SHARES = 19;
    static final int REPLACE_REFERENCE = 19;
    static final int REPLACE_SHARES = 27;
    static final int REPLACE_PRICE = 31;
    static final int CROSS_SHARES = 11;
    static final int CROSS_STOCK = 19;
    static final int CROSS_PRICE = 27;

    private static final int STOCK_LENGTH = 8;
    private static final int TIMESTAMP_HIGH_BITS = 16;

    private ItchMessage() {
    }

    /** Length of the messages of a type; 0 if there is no such type. */
    static int length(int type) {
        return switch (type) {
            // System event; stock directory, trading action, Reg SHO, market participant.
            case 'S' -> 12;
            case 'R' -> 39;
            case 'H' -> 25;
            case 'Y' -> 20;
            case 'L' -> 26;
            // Market-wide circuit breaker levels and status; IPO quoting period; price collar; operational halt.
            case 'V' -> 35;
            case 'W' -> 12;
            case 'K' -> 28;
            case 'J' -> 35;
            case 'h' -> 21;
            // Orders: added (F with a participant), executed, executed at a price, cancelled, deleted, replaced.
            case 'A' -> 36;
            case 'F' -> 40;
            case 'E' -> 31;
            case 'C' -> 36;
            case 'X' -> 23;
            case 'D' -> 19;
            case 'U' -> 35;
            // Trades against hidden orders, cross trades, broken trades.
            case 'P' -> 44;
            case 'Q' -> 40;
            case 'B' -> 19;
            // Imbalance, retail interest, direct listing.
            case 'I' -> 50;
            case 'N' -> 20;
            case 'O' -> 48;
            default -> 0;
        };
    }

    static int locate(DirectBuffer buffer, int message) {
        return buffer.getShort(message + LOCATE, ByteOrder.BIG_ENDIAN) & 0xFFFF;
    }

    /** Ns since midnight in New York, as the message says. */
    static long timestampNs(DirectBuffer buffer, int message) {
        final long high = buffer.getShort(message + TIMESTAMP, ByteOrder.BIG_ENDIAN) & 0xFFFFL;
        return high << 2 * TIMESTAMP_HIGH_BITS
            | unsigned(buffer, message + TIMESTAMP + Short.BYTES);
    }

    static long unsigned(DirectBuffer buffer, int index) {
        return buffer.getInt(index, ByteOrder.BIG_ENDIAN) & 0xFFFF_FFFFL;
    }

    static long number(DirectBuffer buffer, int index) {
        return buffer.getLong(index, ByteOrder.BIG_ENDIAN);
    }

    /** A stock's symbol, without the blanks that fill it up. */
    static String stock(DirectBuffer buffer, int index) {
        final byte[] text = new byte[STOCK_LENGTH];
        buffer.getBytes(index, text);
        return new String(text, StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
