package io.tickwire.server.line;

import io.tickwire.core.stream.FrameHeaderDecoder;
import io.tickwire.core.stream.MessageHeaderDecoder;
import io.tickwire.core.stream.QuoteEntryDecoder;
import io.tickwire.core.stream.WideTradeEntryDecoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What a subscriber in mode all was given: that coverage is contiguous from the position in the answer, how many ticks
 * came, and a checksum of them in their order. As light as can be. Thread of its client.
 */
final class CoverageCheck implements NioClient.Intake {
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH + FrameHeaderDecoder.BLOCK_LENGTH;
    private static final Pattern SUBSCRIBED = Pattern.compile("\"op\":\"subscribed\".*\"position\":([0-9]+)");

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FrameHeaderDecoder frame = new FrameHeaderDecoder();
    private final CRC32 checksum = new CRC32();
    private boolean isOpen;
    private long through = -1;
    private long ticks;
    private String failure = "";

    @Override
    public void take(ByteBuffer bytes) {
        if (!isOpen) {
            takeHead(bytes);
        }
        while (isOpen && takeMessage(bytes)) {
            continue;
        }
    }

    private void takeHead(ByteBuffer bytes) {
        for (int i = bytes.position(); i + 4 <= bytes.limit(); i++) {
            if (bytes.getInt(i) == 0x0D0A0D0A) {
                bytes.position(i + 4);
                isOpen = true;
                return;
            }
        }
    }

    private boolean takeMessage(ByteBuffer bytes) {
        final int start = bytes.position();
        if (bytes.remaining() < 10 && bytes.remaining() < 2 + (bytes.remaining() < 2 ? 0 : bytes.get(start + 1))) {
            return false;
        }
        final int shortLength = bytes.get(start + 1);
        final int payload = start + (shortLength < 126 ? 2 : shortLength == 126 ? 4 : 10);
        final int length = shortLength < 126 ? shortLength
            : shortLength == 126 ? bytes.getShort(start + 2) & 0xFFFF : (int) bytes.getLong(start + 2);
        if (bytes.limit() < payload + length) {
            return false;
        }
        switch (bytes.get(start) & 0xF) {
            case TEXT -> onText(StandardCharsets.UTF_8.decode(bytes.slice(payload, length)).toString());
            case BINARY -> onFrame(bytes, payload, length);
            case CLOSE -> fail("closed with " + bytes.getShort(payload));
            case PING -> {
                // The server closes who answers none only after a minute.
            }
            default -> fail("an opcode that the protocol does not have");
        }
        bytes.position(payload + length);
        return true;
    }

    private void onText(String text) {
        final Matcher subscribed = SUBSCRIBED.matcher(text);
        if (subscribed.find()) {
            through = Long.parseLong(subscribed.group(1));
        } else if (text.contains("\"op\":\"error\"")) {
            fail(text);
        }
    }

    private void onFrame(ByteBuffer bytes, int offset, int length) {
        buffer.wrap(bytes);
        frame.wrapAndApplyHeader(buffer, offset, header);
        if (frame.from() != through) {
            fail("a frame from " + frame.from() + " where " + through + " ended");
        }
        through = frame.through();
        final boolean isSnapshot = frame.flags().snapshot();
        for (int at = offset + HEADER_LENGTH; at < offset + length; ) {
            final int entryLength = MessageHeaderDecoder.ENCODED_LENGTH + (bytes.get(at) & 0xFF);
            final int template = bytes.get(at + 1);
            if (!isSnapshot && template >= QuoteEntryDecoder.TEMPLATE_ID
                && template <= WideTradeEntryDecoder.TEMPLATE_ID) {
                ticks++;
                checksum.update(bytes.slice(at, entryLength));
            }
            at += entryLength;
        }
    }

    private void fail(String what) {
        if (failure.isEmpty()) {
            failure = what;
        }
    }

    /** Whether the subscription was answered. */
    boolean isSubscribed() {
        return through >= 0;
    }

    /** Position after the last frame; -1 before the first. */
    long through() {
        return through;
    }

    /** How many came, those of snapshots apart. */
    long ticks() {
        return ticks;
    }

    /** Of all entries of ticks, those of snapshots apart. */
    long checksum() {
        return checksum.getValue();
    }

    /** Empty, or the first thing that was wrong. */
    String failure() {
        return failure;
    }
}
