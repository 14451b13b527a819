package io.tickwire.fanout;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickKind;
import io.tickwire.fanout.Frame.Entry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a journal and a fan-out must agree with: all ticks ever given out, by number, and where the files start. */
final class TickLog {
    static final long CYCLE_NS = TimeUnit.MINUTES.toNanos(5);

    private final List<Entry> entries = new ArrayList<>();
    private final List<Long> timesNs = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Long> definedAt = new ArrayList<>();
    private final List<FileStart> files = new ArrayList<>();
    private int oldestFile;
    private long journaled;

    private record FileStart(long sequence, long timeNs) {
    }

    void add(Tick tick) {
        assertEquals(last() + 1, tick.sequence());
        entries.add(Entry.of(tick));
        timesNs.add(tick.receiveTimeNs());
        if (tick.kind() == TickKind.DEFINITION.code()) {
            names.add(tick.name());
            definedAt.add(tick.sequence());
            assertEquals(names.size(), tick.instrumentId());
        }
    }

    /** A batch goes whole to the file of its first tick. */
    void onJournaled(long through, int batchLimit) {
        while (journaled < through) {
            final FileStart next = new FileStart(journaled + 1, timesNs.get((int) journaled));
            if (files.isEmpty() || next.timeNs() / CYCLE_NS > files.get(files.size() - 1).timeNs() / CYCLE_NS) {
                files.add(next);
            }
            journaled = Math.min(through, journaled + batchLimit);
        }
    }

    /** What was not journaled is gone, and its numbers are given out again. */
    void onKilled() {
        entries.subList((int) journaled, entries.size()).clear();
        timesNs.subList((int) journaled, timesNs.size()).clear();
        while (!names.isEmpty() && definedAt.get(names.size() - 1) > journaled) {
            definedAt.remove(names.size() - 1);
            names.remove(names.size() - 1);
        }
    }

    /** Files may be gone, but only whole ones, the oldest first, and those that are too old. */
    void onRetention(long oldest, long nowNs, long maxAgeNs) {
        final int lost = oldestFile;
        while (oldest() < oldest && oldestFile < files.size() - 1) {
            oldestFile++;
        }
        assertEquals(oldest(), oldest, "no file starts there");
        assertTrue(oldestFile == lost || oldestFile <= oldestAllowed(nowNs, maxAgeNs), "deleted before its time");
    }

    /** To be so when nobody reads. */
    void checkAllTooOldAreGone(long nowNs, long maxAgeNs) {
        assertTrue(oldestFile >= oldestAllowed(nowNs, maxAgeNs), "a file that nobody uses is kept");
    }

    private int oldestAllowed(long nowNs, long maxAgeNs) {
        int index = 0;
        while (index < files.size() - 1 && nowNs - files.get(index + 1).timeNs() > maxAgeNs) {
            index++;
        }
        return index;
    }

    long last() {
        return entries.size();
    }

    /** The oldest tick in a file. */
    long oldest() {
        return files.isEmpty() ? journaled + 1 : files.get(oldestFile).sequence();
    }

    int fileCount() {
        return files.size() - oldestFile;
    }

    int filesDeleted() {
        return oldestFile;
    }

    int instruments() {
        return names.size();
    }

    String name(int instrumentId) {
        return names.get(instrumentId - 1);
    }

    /** What a subscriber gets of a range. */
    List<Entry> entries(long from, long through, IntPredicate wants) {
        final List<Entry> wanted = new ArrayList<>();
        for (long s = from + 1; s <= through; s++) {
            final Entry entry = entries.get((int) s - 1);
            if (entry != null && (entry.kind() == 'S' || wants.test(entry.instrumentId()))) {
                wanted.add(entry);
            }
        }
        return wanted;
    }

    /** In the order of sequence: every trade and status, and each quote unless one up to the head has replaced it. */
    void assertTradeSafe(long from, Frame frame, long head, IntPredicate wants) {
        final List<Entry> later = entries(from, head, wants);
        final int count = entries(from, frame.through(), wants).size();
        int next = 0;
        for (int i = 0; i < count; i++) {
            final Entry entry = later.get(i);
            final boolean isNext = next < frame.entries().size() && entry.equals(frame.entries().get(next));
            final boolean isReplaced = entry.kind() == 'Q' && later.subList(i + 1, later.size()).stream()
                .anyMatch(other -> other.kind() == 'Q' && other.instrumentId() == entry.instrumentId());
            assertTrue(isNext || isReplaced, () -> "left out: " + entry + " in " + frame);
            next += isNext ? 1 : 0;
        }
        assertEquals(frame.entries().size(), next, () -> "not of its range: " + frame);
    }

    /** Last quote and trade of each instrument at a position. */
    List<Entry> lastValues(long through, IntPredicate wants) {
        final List<Entry> values = new ArrayList<>();
        final Set<Integer> seen = new HashSet<>();
        for (long s = through; s > 0; s--) {
            final Entry entry = entries.get((int) s - 1);
            if (entry != null && entry.kind() != 'S' && wants.test(entry.instrumentId())
                && seen.add(entry.kind() == 'Q' ? entry.instrumentId() : -entry.instrumentId())) {
                values.add(entry);
            }
        }
        return values;
    }

    /** Ids of what was defined up to a position. */
    List<Integer> defined(long through, IntPredicate wants) {
        final List<Integer> ids = new ArrayList<>();
        for (int id = 1; id <= names.size() && definedAt.get(id - 1) <= through; id++) {
            if (wants.test(id)) {
                ids.add(id);
            }
        }
        return ids;
    }
}
