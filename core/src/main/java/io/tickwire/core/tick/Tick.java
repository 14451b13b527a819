package io.tickwire.core.tick;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Flyweight over one 64-byte slot: the same image in the ring and in the journal. Little-endian.
 * Not thread-safe; each thread has its own.
 *
 * <pre>
 *   offset  type   QUOTE          TRADE          STATUS         DEFINITION
 *   0       int64  sequence number
 *   8       int64  receive time, ns since 1970
 *   16      int64  event time, ns since 1970                    source's instrument id int32,
 *                                                               price exponent int8, size exponent int8,
 *                                                               length of the name uint8
 *   24      int64  bid price      price          status         name, 32 bytes ASCII, padded with zeros
 *   32      int64  ask price      conditions     0              (name)
 *   40      int64  bid size       size           0              (name)
 *   48      int64  ask size       0              0              (name)
 *   56      int32  instrument id  instrument id  0              instrument id
 *   60      uint8  kind, a code of {@link TickKind}
 *   61      uint8  0              side           0              0
 *   62      uint16 source id
 * </pre>
 */
public final class Tick {
    /** Bytes of a slot: one cache line. */
    public static final int LENGTH = 64;
    /** The price of a side of the book on which nobody quotes. */
    public static final long NO_PRICE = Long.MIN_VALUE;
    /** Longest instrument name, in ASCII characters. */
    public static final int NAME_LENGTH_LIMIT = 32;

    static final int SEQUENCE_OFFSET = 0;
    static final int RECEIVE_TIME_OFFSET = 8;
    static final int EVENT_TIME_OFFSET = 16;
    static final int BID_PRICE_OFFSET = 24;
    static final int ASK_PRICE_OFFSET = 32;
    static final int BID_SIZE_OFFSET = 40;
    static final int ASK_SIZE_OFFSET = 48;
    static final int INSTRUMENT_ID_OFFSET = 56;
    static final int KIND_OFFSET = 60;
    static final int SIDE_OFFSET = 61;
    static final int SOURCE_ID_OFFSET = 62;

    static final int SOURCE_INSTRUMENT_ID_OFFSET = 16;
    static final int PRICE_EXPONENT_OFFSET = 20;
    static final int SIZE_EXPONENT_OFFSET = 21;
    static final int NAME_LENGTH_OFFSET = 22;
    static final int NAME_OFFSET = 24;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

    /**
     * Look at a slot.
     *
     * @param source the bytes
     * @param offset where the slot starts
     * @return this
     */
    public Tick wrap(DirectBuffer source, int offset) {
        buffer.wrap(source, offset, LENGTH);
        return this;
    }

    /**
     * The slot's bytes.
     *
     * @return a view of {@link #LENGTH} bytes
     */
    public DirectBuffer bytes() {
        return buffer;
    }

    /**
     * Copy the slot.
     *
     * @param target where to
     * @param offset first byte in the target
     */
    public void copyTo(MutableDirectBuffer target, int offset) {
        target.putBytes(offset, buffer, 0, LENGTH);
    }

    /**
     * Position of this tick in the stream.
     *
     * @return 1 or more
     */
    public long sequence() {
        return buffer.getLong(SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * When ingest saw it.
     *
     * @return ns since 1970, UTC
     */
    public long receiveTimeNs() {
        return buffer.getLong(RECEIVE_TIME_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The venue's time of a quote, trade or status.
     *
     * @return ns since 1970, UTC
     */
    public long eventTimeNs() {
        return buffer.getLong(EVENT_TIME_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Best bid of a quote.
     *
     * @return mantissa, or {@link #NO_PRICE}
     */
    public long bidPrice() {
        return buffer.getLong(BID_PRICE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Best offer of a quote.
     *
     * @return mantissa, or {@link #NO_PRICE}
     */
    public long askPrice() {
        return buffer.getLong(ASK_PRICE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Size at the best bid of a quote.
     *
     * @return mantissa, 0 or more
     */
    public long bidSize() {
        return buffer.getLong(BID_SIZE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Size at the best offer of a quote.
     *
     * @return mantissa, 0 or more
     */
    public long askSize() {
        return buffer.getLong(ASK_SIZE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Price of a trade.
     *
     * @return mantissa
     */
    public long price() {
        return bidPrice();
    }

    /**
     * Size of a trade.
     *
     * @return mantissa, 0 or more
     */
    public long size() {
        return bidSize();
    }

    /**
     * The venue's own bits of a trade.
     *
     * @return 32 bits, unsigned
     */
    public long conditions() {
        return askPrice();
    }

    /**
     * Aggressor side of a trade.
     *
     * @return a code of {@link Side}
     */
    public byte side() {
        return buffer.getByte(SIDE_OFFSET);
    }

    /**
     * Status of a source.
     *
     * @return 1 up, 2 stale, 3 down
     */
    public int status() {
        return (int) bidPrice();
    }

    /**
     * The server's id of the instrument.
     *
     * @return 1 or more; 0 in a status
     */
    public int instrumentId() {
        return buffer.getInt(INSTRUMENT_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * What this tick is.
     *
     * @return a code of {@link TickKind}
     */
    public byte kind() {
        return buffer.getByte(KIND_OFFSET);
    }

    /**
     * Who published it.
     *
     * @return 0 to 65,535
     */
    public int sourceId() {
        return buffer.getShort(SOURCE_ID_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /**
     * The id that the source of a definition uses for the instrument.
     *
     * @return any int
     */
    public int sourceInstrumentId() {
        return buffer.getInt(SOURCE_INSTRUMENT_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Price exponent of a definition.
     *
     * @return power of ten
     */
    public int priceExponent() {
        return buffer.getByte(PRICE_EXPONENT_OFFSET);
    }

    /**
     * Size exponent of a definition.
     *
     * @return power of ten
     */
    public int sizeExponent() {
        return buffer.getByte(SIZE_EXPONENT_OFFSET);
    }

    /**
     * Name of a definition. Allocates.
     *
     * @return SYMBOL@VENUE
     * @throws IllegalArgumentException if the slot gives the name a length that no definition can have
     */
    public String name() {
        final int length = buffer.getByte(NAME_LENGTH_OFFSET) & 0xFF;
        if (length > NAME_LENGTH_LIMIT) {
            throw new IllegalArgumentException(
                "the name of a definition has at most " + NAME_LENGTH_LIMIT + " characters, not " + length);
        }
        final byte[] name = new byte[length];
        buffer.getBytes(NAME_OFFSET, name);
        return new String(name, StandardCharsets.US_ASCII);
    }
}
