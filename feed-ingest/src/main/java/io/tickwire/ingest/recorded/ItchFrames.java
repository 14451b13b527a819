package io.tickwire.ingest.recorded;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.InputStream;

/**
 * Finds the messages of an ITCH file: each has its length before it, in two bytes, big-endian. A frame is believed if
 * its length is that of its type. One that is not is damaged, and the first of these that applies tells where to go on:
 * <ol>
 * <li>the type is known, and right after a message of its length stands a good frame: only the length was damaged, and
 * the message is taken;
 * <li>right after as many bytes as the length says stands a good frame: this message is left out;
 * <li>the next place at which {@value #CHAIN} good frames follow each other, or good frames up to the end.
 * </ol>
 * Each good frame shows 24 bits that are right by chance once in 700,000. One thread.
 */
final class ItchFrames {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int PREFIX = Short.BYTES;
    private static final int CHAIN = 3;
    private static final int LOOKAHEAD_BYTES = (CHAIN + 1) * (PREFIX + ItchMessage.LENGTH_LIMIT);
    private static final int RECOGNISE_BYTES = 1 << 12;

    private final String file;
    private final InputStream in;
    private final DamageListener damage;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final DirectBuffer view = new UnsafeBuffer(buffer);
    private int start;
    private int end;
    private long bufferOffset;
    private boolean isFinal;
    private boolean isGapBehind;
    private boolean isLost;
    private boolean isReported;
    private long lostOffset;
    private int message;

    /**
     * Read from the start.
     *
     * @param file   name, for reports
     * @param in     stays the caller's
     * @param damage gets the reports
     */
    ItchFrames(String file, InputStream in, DamageListener damage) {
        this.file = file;
        this.in = in;
        this.damage = damage;
    }

    /** Whether a file that begins so is ITCH: frames follow each other soon after its start. */
    static boolean isIn(byte[] head) {
        for (int at = 0; at < Math.min(head.length, RECOGNISE_BYTES); at++) {
            if (isChain(head, at, head.length, at == 0)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Go to the next message.
     *
     * @return false at the end
     */
    boolean next() {
        while (true) {
            fill();
            if (isLost) {
                findChain();
            } else if (start == end) {
                if (!isGapBehind) {
                    return false;
                }
                goBehindGap();
            } else if (takeFrame()) {
                return true;
            }
        }
    }

    /** Take the frame at the start, or go past what is none. */
    private boolean takeFrame() {
        final int frame = frameAt(buffer, start, end);
        if (frame > 0) {
            return take(frame);
        }
        if (isEndMarker()) {
            start += PREFIX;
            return false;
        }
        final int length = end - start < PREFIX ? 0 : lengthAt(buffer, start);
        final int type = end - start <= PREFIX ? 0 : buffer[start + PREFIX];
        final int ofType = ItchMessage.length(type);
        if (isFinal && end - start < PREFIX + Math.max(1, ofType) && (ofType == 0 || ofType == length)) {
            if (!isGapBehind) {
                report(start, "the file breaks off in the middle of a message");
            }
            start = end;
        } else if (ofType > 0 && isGood(start + PREFIX + ofType)) {
            report(start, "length " + length + " of a message of type " + (char) type + ", which has " + ofType
                + "; the message is taken");
            return take(PREFIX + ofType);
        } else if (length > 0 && length <= ItchMessage.LENGTH_LIMIT && isGood(start + PREFIX + length)) {
            report(start, "no type of message is " + (ofType == 0 ? "" : length + " bytes long and ") + "'"
                + (type > ' ' && type < 0x7F ? String.valueOf((char) type) : "\\" + type) + "'; " + length
                + " bytes are left out");
            start += PREFIX + length;
        } else {
            isLost = true;
            isReported = false;
            lostOffset = bufferOffset + start;
            start++;
        }
        return false;
    }

    private boolean take(int frame) {
        message = start + PREFIX;
        start += frame;
        return true;
    }

    private void findChain() {
        boolean isFound = false;
        while (!isFound && (isFinal ? start < end : end - start >= LOOKAHEAD_BYTES)) {
            isFound = isChain(buffer, start, end, isFinal);
            start += isFound ? 0 : 1;
        }
        if (isFound || isFinal) {
            isLost = false;
            if (!isReported) {
                damage.onDamage(file, lostOffset, bufferOffset + start - lostOffset + " bytes that are no messages");
            }
        }
    }

    private void goBehindGap() {
        isGapBehind = false;
        isFinal = false;
        isLost = true;
        isReported = true;
    }

    /** Nasdaq ends a file with a message of no length. */
    private boolean isEndMarker() {
        return end - start >= PREFIX && lengthAt(buffer, start) == 0 && isGood(start + PREFIX);
    }

    private boolean isGood(int at) {
        return isFinal && at == end || frameAt(buffer, at, end) > 0;
    }

    private static boolean isChain(byte[] bytes, int start, int end, boolean isFinal) {
        int at = start;
        for (int i = 0; i < CHAIN; i++) {
            final int frame = frameAt(bytes, at, end);
            if (frame == 0) {
                return isFinal && i > 0 && at == end;
            }
            at += frame;
        }
        return true;
    }

    /** Length of the good frame there, with its prefix; 0 if there is none. */
    private static int frameAt(byte[] bytes, int at, int end) {
        if (at + PREFIX >= end) {
            return 0;
        }
        final int length = lengthAt(bytes, at);
        final boolean isGood = length > 0 && length == ItchMessage.length(bytes[at + PREFIX])
            && at + PREFIX + length <= end;
        return isGood ? PREFIX + length : 0;
    }

    private static int lengthAt(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << Byte.SIZE | bytes[at + 1] & 0xFF;
    }

    private void fill() {
        while (!isFinal && end - start < LOOKAHEAD_BYTES) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            bufferOffset += start;
            end -= start;
            start = 0;
            try {
                final int count = in.read(buffer, end, buffer.length - end);
                isFinal = count < 0;
                end += Math.max(0, count);
            } catch (final DamagedPackException e) {
                isFinal = true;
                isGapBehind = true;
                report(end, e.getMessage());
            } catch (final IOException e) {
                isFinal = true;
                report(end, "the file can't be read any further: " + e.getMessage());
            }
        }
    }

    private void report(int at, String reason) {
        damage.onDamage(file, bufferOffset + at, reason);
    }

    DirectBuffer buffer() {
        return view;
    }

    /** Where the message begins in the buffer. */
    int message() {
        return message;
    }

    /** Where its frame begins in the unpacked file. */
    long offset() {
        return bufferOffset + message - PREFIX;
    }
}
