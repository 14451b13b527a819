package io.tickwire.core.tick;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

import static io.tickwire.core.tick.Tick.*;

/**
 * Writes one 64-byte slot; {@link Tick} has the layout and reads it back. Not thread-safe: each thread has its own.
 */
public final class TickEncoder {
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

    /**
     * Write to a slot.
     *
     * @param target the bytes
     * @param offset where the slot starts
     * @return this
     */
    public TickEncoder wrap(MutableDirectBuffer target, int offset) {
        buffer.wrap(target, offset, Tick.LENGTH);
        return this;
    }

    /**
     * Write a quote into the slot, all but its sequence number.
     *
     * @param instrumentId  the server's id of the instrument
     * @param sourceId      who published it
     * @param receiveTimeNs ns since 1970 when ingest saw it
     * @param eventTimeNs   ns since 1970 as the venue says
     * @param bidPrice      mantissa, or {@link Tick#NO_PRICE}
     * @param bidSize       mantissa, 0 or more
     * @param askPrice      mantissa, or {@link Tick#NO_PRICE}
     * @param askSize       mantissa, 0 or more
     */
    public void putQuote(int instrumentId, int sourceId, long receiveTimeNs, long eventTimeNs,
                         long bidPrice, long bidSize, long askPrice, long askSize) {
        buffer.putLong(BID_PRICE_OFFSET, bidPrice, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(ASK_PRICE_OFFSET, askPrice, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(BID_SIZE_OFFSET, bidSize, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(ASK_SIZE_OFFSET, askSize, ByteOrder.LITTLE_ENDIAN);
        putCommon(TickKind.QUOTE.code(), Side.UNKNOWN, instrumentId, sourceId, receiveTimeNs, eventTimeNs);
    }

    /**
     * Write a trade into the slot, all but its sequence number.
     *
     * @param instrumentId  the server's id of the instrument
     * @param sourceId      who published it
     * @param receiveTimeNs ns since 1970 when ingest saw it
     * @param eventTimeNs   ns since 1970 as the venue says
     * @param price         mantissa
     * @param size          mantissa, 0 or more
     * @param conditions    the venue's own 32 bits
     * @param side          a code of {@link Side}
     */
    public void putTrade(int instrumentId, int sourceId, long receiveTimeNs, long eventTimeNs,
                         long price, long size, long conditions, byte side) {
        buffer.putLong(BID_PRICE_OFFSET, price, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(ASK_PRICE_OFFSET, conditions, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(BID_SIZE_OFFSET, size, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(ASK_SIZE_OFFSET, 0, ByteOrder.LITTLE_ENDIAN);
        putCommon(TickKind.TRADE.code(), side, instrumentId, sourceId, receiveTimeNs, eventTimeNs);
    }

    /**
     * Write a source's status into the slot, all but its sequence number.
     *
     * @param sourceId      which source
     * @param receiveTimeNs ns since 1970 when ingest saw it
     * @param eventTimeNs   ns since 1970 as the source says
     * @param status        1 up, 2 stale, 3 down
     */
    public void putStatus(int sourceId, long receiveTimeNs, long eventTimeNs, int status) {
        buffer.putLong(BID_PRICE_OFFSET, status, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(ASK_PRICE_OFFSET, 0, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(BID_SIZE_OFFSET, 0, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(ASK_SIZE_OFFSET, 0, ByteOrder.LITTLE_ENDIAN);
        putCommon(TickKind.STATUS.code(), Side.UNKNOWN, 0, sourceId, receiveTimeNs, eventTimeNs);
    }

    /**
     * Write an instrument's definition into the slot, all but its sequence number.
     *
     * @param instrumentId       the server's id of the instrument
     * @param sourceId           who published it
     * @param sourceInstrumentId the id that this source uses
     * @param receiveTimeNs      ns since 1970 when ingest saw it
     * @param name               SYMBOL@VENUE, 1 to {@link Tick#NAME_LENGTH_LIMIT} ASCII characters
     * @param priceExponent      price = mantissa x 10^exponent
     * @param sizeExponent       size = mantissa x 10^exponent
     * @throws IllegalArgumentException if the name is empty or too long
     */
    public void putDefinition(int instrumentId, int sourceId, int sourceInstrumentId, long receiveTimeNs,
                              String name, int priceExponent, int sizeExponent) {
        if (name.isEmpty() || name.length() > NAME_LENGTH_LIMIT) {
            throw new IllegalArgumentException(
                "instrument name '" + name + "' must have 1 to " + NAME_LENGTH_LIMIT + " characters");
        }
        buffer.setMemory(NAME_OFFSET, NAME_LENGTH_LIMIT, (byte) 0);
        buffer.putStringWithoutLengthAscii(NAME_OFFSET, name);
        putCommon(TickKind.DEFINITION.code(), Side.UNKNOWN, instrumentId, sourceId, receiveTimeNs, 0);
        buffer.putInt(SOURCE_INSTRUMENT_ID_OFFSET, sourceInstrumentId, ByteOrder.LITTLE_ENDIAN);
        buffer.putByte(PRICE_EXPONENT_OFFSET, (byte) priceExponent);
        buffer.putByte(SIZE_EXPONENT_OFFSET, (byte) sizeExponent);
        buffer.putByte(NAME_LENGTH_OFFSET, (byte) name.length());
    }

    private void putCommon(byte kind, byte side, int instrumentId, int sourceId, long receiveTimeNs,
                           long eventTimeNs) {
        buffer.putLong(RECEIVE_TIME_OFFSET, receiveTimeNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(EVENT_TIME_OFFSET, eventTimeNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(INSTRUMENT_ID_OFFSET, instrumentId, ByteOrder.LITTLE_ENDIAN);
        buffer.putByte(KIND_OFFSET, kind);
        buffer.putByte(SIDE_OFFSET, side);
        buffer.putShort(SOURCE_ID_OFFSET, (short) sourceId, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Set the sequence number of a slot outside of the ring (in the ring, committing does it).
     *
     * @param sequence 1 or more
     */
    public void sequence(long sequence) {
        buffer.putLong(SEQUENCE_OFFSET, sequence, ByteOrder.LITTLE_ENDIAN);
    }
}
