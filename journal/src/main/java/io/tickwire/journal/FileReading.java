package io.tickwire.journal;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickHandler;

import java.nio.file.Path;

/** One pass over one file, for looking in. One thread. */
final class FileReading {
    private final Path path;
    private final FileScan scan = new FileScan(new SlotReader());
    private long from = 1;
    private long to = Long.MAX_VALUE;
    private TickHandler before = tick -> { };
    private TickHandler handler;
    private long firstSequence;
    private long lastSequence;
    private long ticks;
    private long excerpts;
    private long start;
    private long firstTimeNs;
    private long lastTimeNs;

    FileReading(Path path) {
        this.path = path;
    }

    FileReading range(long first, long last, TickHandler handlerBefore) {
        from = first;
        to = last;
        before = handlerBefore;
        return this;
    }

    JournalInspector.FileSummary run(long expected, boolean isNewest, TickHandler tickHandler) {
        handler = tickHandler;
        String damage = "";
        try (CycleFile file = new CycleFile(path)) {
            if (file.isWhole()) {
                damage = scan.problem(scan.run(file, 0, 0, this::onExcerpt), isNewest);
            } else if (!isNewest || file.word(0) > 0) {
                damage = "damaged at byte 0: no valid file header";
            }
            if (damage.isEmpty() && start != 0 && start < expected) {
                damage = "begins with sequence number " + start + " where " + expected + " should follow";
            }
        } catch (final InternalError e) {
            damage = "was cut at byte " + scan.position() + " while it was read: " + e.getMessage();
        }
        return new JournalInspector.FileSummary(path.getFileName().toString(), firstSequence, lastSequence, ticks,
            excerpts, scan.position(), firstTimeNs, lastTimeNs, missingBefore(expected), damage);
    }

    private long missingBefore(long expected) {
        return expected == 0 || start == 0 ? 0 : Math.max(0, start - expected);
    }

    private void onExcerpt(long position, ExcerptHeader header) {
        if (excerpts++ == 0) {
            start = header.firstSequence();
        }
        if (header.type() == ExcerptHeader.TICKS) {
            if (ticks == 0) {
                firstSequence = header.firstSequence();
                firstTimeNs = header.firstTimeNs();
            }
            ticks += header.count();
            lastSequence = header.lastSequence();
            lastTimeNs = header.lastTimeNs();
            scan.forEachSlot(header, this::onTick);
        } else {
            scan.forEachSlot(header, before);
        }
    }

    private void onTick(Tick tick) {
        if (tick.sequence() < from) {
            before.onTick(tick);
        } else if (tick.sequence() <= to) {
            handler.onTick(tick);
        }
    }

    long nextSequence() {
        return scan.nextSequence();
    }
}
