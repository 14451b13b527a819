package io.tickwire.ingest.recorded;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes ITCH messages, by the specification. */
final class ItchMessages {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private long timeNs = 34_200_000_000_000L;

    byte[] bytes() {
        return file.toByteArray();
    }

    int size() {
        return file.size();
    }

    ItchMessages raw(int... bytes) {
        for (final int value : bytes) {
            file.write(value);
        }
        return this;
    }

    ItchMessages directory(int locate, String stock) {
        return add(message('R', 39, locate).put(11, stock(stock)));
    }

    ItchMessages add(int locate, String stock, long reference, char side, int shares, int price) {
        return add(message('A', 36, locate).putLong(11, reference).put(19, (byte) side).putInt(20, shares)
            .put(24, stock(stock)).putInt(32, price));
    }

    ItchMessages execute(int locate, long reference, int shares) {
        return add(message('E', 31, locate).putLong(11, reference).putInt(19, shares));
    }

    ItchMessages executeAt(int locate, long reference, int shares, char printable, int price) {
        return add(message('C', 36, locate).putLong(11, reference).putInt(19, shares).put(31, (byte) printable)
            .putInt(32, price));
    }

    ItchMessages cancel(int locate, long reference, int shares) {
        return add(message('X', 23, locate).putLong(11, reference).putInt(19, shares));
    }

    ItchMessages delete(int locate, long reference) {
        return add(message('D', 19, locate).putLong(11, reference));
    }

    ItchMessages replace(int locate, long reference, long newReference, int shares, int price) {
        return add(message('U', 35, locate).putLong(11, reference).putLong(19, newReference).putInt(27, shares)
            .putInt(31, price));
    }

    ItchMessages hidden(int locate, String stock, char side, int shares, int price) {
        return add(message('P', 44, locate).put(19, (byte) side).putInt(20, shares).put(24, stock(stock))
            .putInt(32, price));
    }

    ItchMessages cross(int locate, String stock, long shares, int price) {
        return add(message('Q', 40, locate).putLong(11, shares).put(19, stock(stock)).putInt(27, price));
    }

    /** A message of any type, of which only the head is filled. */
    ItchMessages other(char type, int length) {
        return add(message(type, length, 1));
    }

    private ByteBuffer message(char type, int length, int locate) {
        timeNs += 1_000;
        return ByteBuffer.allocate(length).putLong(3, timeNs).put(0, (byte) type).putShort(1, (short) locate)
            .putShort(3, (short) 0);
    }

    private ItchMessages add(ByteBuffer message) {
        file.write(message.capacity() >>> 8);
        file.write(message.capacity());
        file.writeBytes(message.array());
        return this;
    }

    private static byte[] stock(String stock) {
        return String.format("%-8s", stock).getBytes(StandardCharsets.US_ASCII);
    }
}
