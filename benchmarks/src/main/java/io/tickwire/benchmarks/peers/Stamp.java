package io.tickwire.benchmarks.peers;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/**
 * The message that every peer carries: 36 bytes, as long as tickwire's quote, with the time at which it was meant to be
 * published and its number. Letters only, so that it goes through protocols of text as it is; four bits are one letter
 * from {@code @} to {@code O}, which costs the reader less than digits would.
 */
final class Stamp {
    /** Bytes of a message. */
    static final int LENGTH = 36;

    private static final int TIME_HIGH = 8;
    private static final int SEQUENCE = 16;
    private static final int REST = 24;
    private static final long LETTER = 0x4040_4040_4040_4040L;
    private static final long NIBBLES = 0x0F0F_0F0F_0F0F_0F0FL;

    private Stamp() {
    }

    /**
     * Write a message.
     *
     * @param buffer     where to
     * @param offset     of its first byte
     * @param intendedNs when it was meant to be published
     * @param sequence   its number, from 0 to 2^32 - 1
     */
    static void put(MutableDirectBuffer buffer, int offset, long intendedNs, long sequence) {
        buffer.putLong(offset, letters(intendedNs), ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + TIME_HIGH, letters(intendedNs >>> Integer.SIZE), ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + SEQUENCE, letters(sequence), ByteOrder.LITTLE_ENDIAN);
        buffer.setMemory(offset + REST, LENGTH - REST, (byte) 'x');
    }

    /**
     * When a message was meant to be published.
     *
     * @param buffer holds it
     * @param offset of its first byte
     * @return nanoseconds of the clock of the publisher
     */
    static long intendedNs(DirectBuffer buffer, int offset) {
        return number(buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN))
            | number(buffer.getLong(offset + TIME_HIGH, ByteOrder.LITTLE_ENDIAN)) << Integer.SIZE;
    }

    /**
     * A message's number.
     *
     * @param buffer holds it
     * @param offset of its first byte
     * @return from 0 to 2^32 - 1
     */
    static long sequence(DirectBuffer buffer, int offset) {
        return number(buffer.getLong(offset + SEQUENCE, ByteOrder.LITTLE_ENDIAN));
    }

    /** The low 32 bits as eight letters. */
    private static long letters(long number) {
        long bits = number & 0xFFFF_FFFFL;
        bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFFL;
        bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FFL;
        bits = (bits | bits << 4) & NIBBLES;
        return bits | LETTER;
    }

    private static long number(long letters) {
        long bits = letters & NIBBLES;
        bits = (bits | bits >>> 4) & 0x00FF_00FF_00FF_00FFL;
        bits = (bits | bits >>> 8) & 0x0000_FFFF_0000_FFFFL;
        return (bits | bits >>> 16) & 0xFFFF_FFFFL;
    }
}
