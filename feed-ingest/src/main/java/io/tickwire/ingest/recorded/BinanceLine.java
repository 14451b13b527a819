package io.tickwire.ingest.recorded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One line of a Binance recording: {@code [venue] <recorder ns, 19 digits> <verbatim JSON>}. Reused for each; one
 * thread.
 */
final class BinanceLine {
    private static final Pattern SHAPE = Pattern.compile("(?m)^([a-z]+ )?[0-9]{19} \\{");
    private static final int TIME_DIGITS = 19;

    private final BinanceMessage message = new BinanceMessage();
    private String venue;
    private long recorderTimeNs;

    /** Whether some line of the first bytes of a file has this shape. */
    static boolean isIn(byte[] head) {
        return SHAPE.matcher(new String(head, StandardCharsets.ISO_8859_1)).find();
    }

    /** Whether the lines among the first bytes of a file begin with a venue. */
    static boolean hasVenues(byte[] head) {
        return SHAPE.matcher(new String(head, StandardCharsets.ISO_8859_1)).results()
            .anyMatch(line -> line.group(1) != null);
    }

    /**
     * Read a line.
     *
     * @throws IOException if it is damaged, saying how
     */
    void read(byte[] bytes, int start, int length) throws IOException {
        final int end = start + length;
        int at = start;
        while (at < end && bytes[at] >= 'a' && bytes[at] <= 'z') {
            at++;
        }
        venue = null;
        if (at > start) {
            venue = new String(bytes, start, at - start, StandardCharsets.US_ASCII);
            if (!BinanceVenue.isKnown(venue)) {
                throw new IOException("the venue " + venue + "; known are " + BinanceVenue.NAMES);
            }
            if (at == end || bytes[at++] != ' ') {
                throw new IOException("no space after the venue");
            }
        }
        readTime(bytes, at, end);
        at += TIME_DIGITS + 1;
        message.read(bytes, at, end - at);
    }

    private void readTime(byte[] bytes, int start, int end) throws IOException {
        recorderTimeNs = 0;
        int at = start;
        while (at < end && at - start < TIME_DIGITS && bytes[at] >= '0' && bytes[at] <= '9') {
            // 19 digits may be more than an int64 holds, but not more than twice as much: then it is negative.
            recorderTimeNs = recorderTimeNs * 10 + bytes[at++] - '0';
        }
        if (at - start != TIME_DIGITS || at == end || bytes[at] != ' ' || recorderTimeNs <= 0) {
            throw new IOException("no recorder time of " + TIME_DIGITS + " digits before the JSON");
        }
    }

    /**
     * Name of the instrument, SYMBOL@VENUE.
     *
     * @param other venue of lines that do not tell it, or null
     * @throws IOException if nothing tells the venue
     */
    String name(String other) throws IOException {
        if (venue == null && other == null) {
            throw new IOException("no venue before the recorder time");
        }
        return message.symbol() + "@" + (venue == null ? other : venue);
    }

    long recorderTimeNs() {
        return recorderTimeNs;
    }

    BinanceMessage message() {
        return message;
    }

    /** The exchange's time in ns; the recorder's where there is none. */
    long eventTimeNs() {
        return message.timeMs() == null ? recorderTimeNs : TimeUnit.MILLISECONDS.toNanos(message.timeMs());
    }
}
