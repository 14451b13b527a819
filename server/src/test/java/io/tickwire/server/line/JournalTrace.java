package io.tickwire.server.line;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickKind;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What a journal was given of an {@link EndlessFeed}, read from its files by the tables in docs/journal-format.md
 * alone, each time that the server is dead and before anything is damaged. Test's thread.
 */
final class JournalTrace {
    private static final int TICKS = 1;
    private static final int HEADER_LENGTH = 64;
    private static final int LAST_OR_INCOMPLETE = 0x8000_0000;
    private static final int META_DATA = 0x4000_0000;
    private static final long NO_QUOTE = -1;

    /** An excerpt of ticks: its bytes and its sequence numbers. */
    private record Excerpt(Path file, long start, long end, long first, long last) {
        boolean isHitBy(TailDamage damage) {
            return file.equals(damage.file()) && end > damage.from() && start < damage.end();
        }
    }

    private final Path directory;
    private final List<Excerpt> excerpts = new ArrayList<>();
    private final List<Excerpt> holes = new ArrayList<>();
    private final Tick tick = new Tick();
    /** By sequence number. */
    private long[] numbers = new long[1 << 16];
    private Path file;
    private long position;
    private long last;
    private long numbered;
    private long onTheWay;
    private long lastNumber = -1;
    private boolean isRunNew;

    JournalTrace(Path directory) {
        this.directory = directory;
    }

    /** Read on after a server has ended. Its run must be in one piece, and go on after those before. */
    void read() {
        isRunNew = true;
        for (final Path path : files()) {
            if (!path.equals(file)) {
                file = path;
                position = 0;
            }
            readFile();
        }
    }

    private List<Path> files() {
        try (var files = Files.list(directory)) {
            return files.filter(path -> path.toString().endsWith(".cq4"))
                .filter(path -> file == null || path.compareTo(file) >= 0).sorted().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readFile() {
        try (FileChannel channel = FileChannel.open(file)) {
            final long length = channel.size() - position;
            if (length < Integer.BYTES) {
                return;
            }
            final MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, position,
                Math.min(length, Integer.MAX_VALUE));
            position += readDocuments(new UnsafeBuffer(mapped));
            IoUtil.unmap(mapped);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int readDocuments(UnsafeBuffer bytes) {
        int at = 0;
        int word = bytes.getInt(at, ByteOrder.LITTLE_ENDIAN);
        while (word != 0 && (word & LAST_OR_INCOMPLETE) == 0) {
            final int start = at;
            at += Integer.BYTES + ((word & ~META_DATA) + 3 & ~3);
            if ((word & META_DATA) == 0 && bytes.getByte(start + Integer.BYTES) == TICKS) {
                onExcerpt(bytes, start + Integer.BYTES, new Excerpt(file, position + start, position + at, last + 1,
                    last + bytes.getInt(start + 2 * Integer.BYTES, ByteOrder.LITTLE_ENDIAN)));
            }
            word = bytes.getInt(at, ByteOrder.LITTLE_ENDIAN);
        }
        return at;
    }

    private void onExcerpt(UnsafeBuffer bytes, int header, Excerpt excerpt) {
        excerpts.add(excerpt);
        if (excerpt.last >= numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * numbers.length);
        }
        for (int slot = header + HEADER_LENGTH; last < excerpt.last; slot += Tick.LENGTH) {
            tick.wrap(bytes, slot);
            assertEquals(last + 1, tick.sequence(), excerpt::toString);
            numbers[(int) ++last] = tick.kind() == TickKind.QUOTE.code() ? number() : NO_QUOTE;
        }
    }

    private long number() {
        final long number = tick.bidPrice();
        assertTrue(tick.eventTimeNs() == EndlessFeed.timeNs(number) && tick.bidSize() == number
            && tick.askPrice() == number + 1 && tick.askSize() == number, () -> "content of tick " + tick.sequence());
        assertTrue(number == lastNumber + 1 || isRunNew && number > lastNumber, () -> "number " + number + " after "
            + lastNumber + " at tick " + tick.sequence() + (isRunNew ? ", the first of a run" : ""));
        onTheWay += number - lastNumber - 1;
        lastNumber = number;
        isRunNew = false;
        numbered++;
        return number;
    }

    /** Whether damage is to bytes of ticks up to a sequence number. */
    boolean isHit(TailDamage damage, long through) {
        return excerpts.stream().anyMatch(excerpt -> excerpt.first <= through && excerpt.isHitBy(damage));
    }

    /** The last tick of the whole excerpts before damage. */
    long lastBefore(TailDamage damage) {
        return excerpts.stream().filter(excerpt -> !excerpt.file.equals(damage.file()) || excerpt.end <= damage.from())
            .mapToLong(Excerpt::last).max().orElse(0);
    }

    /** A server goes on after a tick; what comes before, but for what was damaged, must be had from it. */
    void goOnAfter(long sequence, TailDamage damage) {
        excerpts.removeIf(excerpt -> excerpt.last > sequence);
        holes.removeIf(hole -> hole.last > sequence);
        if (damage != null) {
            excerpts.stream().filter(excerpt -> excerpt.isHitBy(damage)).forEach(holes::add);
        }
        final Excerpt end = excerpts.isEmpty() ? null : excerpts.get(excerpts.size() - 1);
        last = end == null ? 0 : end.last;
        file = end == null ? null : end.file;
        position = end == null ? 0 : end.end;
        assertEquals(last, sequence, "a start goes on after a whole excerpt");
    }

    /** What a subscriber was given must be what is there, or exactly what is not. */
    void check(ExactSubscriber.Stretch stretch) {
        assertTrue(stretch.through() <= last, () -> "up to " + stretch.through() + " where " + last + " is the last");
        long inHoles = 0;
        for (final Excerpt hole : holes) {
            inHoles += Math.max(0, Math.min(hole.last, stretch.through()) - Math.max(hole.first - 1, stretch.from()));
        }
        assertEquals(stretch.isLost() ? stretch.through() - stretch.from() : 0, inHoles,
            () -> (stretch.isLost() ? "told as lost: " : "given: ") + stretch + ", the holes are " + holes);
        if (!stretch.isLost()) {
            final long[] expected = Arrays.stream(numbers, (int) stretch.from() + 1, (int) stretch.through() + 1)
                .filter(number -> number != NO_QUOTE).toArray();
            assertTrue(Arrays.equals(expected, stretch.numbers()), () -> "from " + stretch.from() + " through "
                + stretch.through() + ": " + Arrays.toString(stretch.numbers()) + " where there is "
                + Arrays.toString(expected));
        }
    }

    /** How many quotes have the numbers behind {@code from} up to {@code through}. */
    long quotes(long from, long through) {
        long count = 0;
        for (long sequence = from + 1; sequence <= through; sequence++) {
            count += numbers[(int) sequence] == NO_QUOTE ? 0 : 1;
        }
        return count;
    }

    /** The last tick. */
    long last() {
        return last;
    }

    /** Quotes that got a sequence number, in all runs, whatever became of them. */
    long numbered() {
        return numbered;
    }

    /** Quotes that died with a server before they had a sequence number. */
    long onTheWay() {
        return onTheWay;
    }
}
