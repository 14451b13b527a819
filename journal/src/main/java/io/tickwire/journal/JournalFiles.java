package io.tickwire.journal;

import net.openhft.chronicle.queue.ExcerptAppender;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The file that is written, and how it gives way to the next one: that is made ready aside, so that the journal's
 * thread just takes it, and the old one is closed aside.
 */
final class JournalFiles {
    private static final int RETIRED_LIMIT = 64;

    /** A file that is written no more, and where its last excerpt ends. */
    private record Retired(WritableFile file, long endPosition) {
    }

    private final FileOpener opener;
    private final JournalClock clock;
    private final long preTouchBytes;
    // Made by the upkeep thread, taken by the journal's.
    private final AtomicReference<WritableFile> ready = new AtomicReference<>();
    private final OneToOneConcurrentArrayQueue<Retired> retired = new OneToOneConcurrentArrayQueue<>(RETIRED_LIMIT);
    // The journal's thread's; while journaling has stopped, the upkeep thread's, which is handed over by a flag of the
    // journal's.
    private WritableFile current;
    // Written as above, read by the upkeep thread. The cycle of the current file, or the one before the next file.
    private volatile int cycle;

    /** {@code lastFileEnd}: where the newest file goes on, 0 if nothing can be added to it. Opener. */
    JournalFiles(FileOpener opener, JournalClock clock, long preTouchBytes, long lastFileEnd, ErrorHandler errors)
        throws IOException {
        this.opener = opener;
        this.clock = clock;
        this.preTouchBytes = preTouchBytes;
        opener.clean();
        cycle = opener.newestCycle();
        if (cycle != FileOpener.NONE) {
            if (lastFileEnd > 0) {
                openNewest(lastFileEnd, errors);
            }
            clock.advanceTo((cycle + (current == null ? 1L : 0L)) * opener.rollCycle().lengthInMillis());
        }
    }

    private void openNewest(long lastFileEnd, ErrorHandler errors) {
        try {
            current = opener.openNewest(cycle);
            if (current.nextPosition() != lastFileEnd) {
                throw new JournalException("Chronicle Queue would go on at byte " + current.nextPosition()
                    + ", but the file ends at byte " + lastFileEnd);
            }
        } catch (final RuntimeException | AssertionError e) {
            // Its ticks are whole, but Chronicle Queue can't make sense of its own header or index in the file.
            CloseHelper.close(current);
            current = null;
            errors.onError(new JournalException("the newest journal file can't be gone on in, so the next tick begins"
                + " another one; what is in it can be read: " + e, e));
        }
    }

    /** The cycle of the newest file, {@link FileOpener#NONE} if there is none. */
    int cycle() {
        return cycle;
    }

    /** Journal's thread: the cycle in which the next excerpt is. */
    int cycleNow() {
        return opener.rollCycle().current(clock, 0);
    }

    /** Journal's thread: the way into the file of a cycle, which is the current one or a later one. */
    ExcerptAppender appender(int wanted, long endPosition) {
        if (current == null || current.cycle() != wanted) {
            turnTo(wanted, endPosition);
        }
        return current.appender();
    }

    private void turnTo(int wanted, long endPosition) {
        WritableFile next = ready.getAndSet(null);
        if (next != null && next.cycle() != wanted) {
            next.close();
            next = null;
        }
        if (next == null) {
            next = opener.create(wanted);
        }
        try {
            next.moveIn();
        } catch (final IOException e) {
            next.close();
            throw new JournalException("can't begin the journal file " + next.path() + ": " + e, e);
        }
        if (current != null && !retired.offer(new Retired(current, endPosition))) {
            current.close();
        }
        current = next;
        cycle = wanted;
    }

    /** Upkeep thread: have a file ready for a cycle, and no other one; true if it had to be made. */
    boolean makeReady(int wanted) throws IOException {
        final WritableFile there = ready.get();
        if (wanted <= cycle || there != null && there.cycle() == wanted
            || !PageToucher.hasRoom(opener.disk(), preTouchBytes)) {
            return false;
        }
        CloseHelper.close(ready.getAndSet(null));
        final WritableFile made = opener.create(wanted);
        try {
            PageToucher.touch(made.path(), preTouchBytes);
        } catch (final IOException | Error e) {
            made.close();
            throw e;
        }
        if (wanted <= cycle) {
            // Meanwhile the journal's thread has come to that cycle and could not wait.
            made.close();
            return false;
        }
        ready.set(made);
        return true;
    }

    /** Upkeep thread: end and close what is written no more; the number of files. */
    int closeRetired() throws IOException {
        int count = 0;
        for (Retired old = retired.poll(); old != null; old = retired.poll()) {
            count++;
            old.file().close();
            if (old.endPosition() > 0 && Files.exists(old.file().path())) {
                FileCloser.endAt(old.file().path(), old.endPosition());
            }
        }
        return count;
    }

    /** Upkeep thread, while journaling has stopped: give up the current file; the next excerpt goes to a new one. */
    void giveUp() {
        CloseHelper.closeAll(current, ready.getAndSet(null));
        current = null;
        clock.advanceTo((cycle + 1L) * opener.rollCycle().lengthInMillis());
    }

    /** Opener, when both threads have ended. */
    void close() throws IOException {
        try {
            closeRetired();
        } finally {
            CloseHelper.closeAll(current, ready.getAndSet(null));
            current = null;
            opener.clean();
        }
    }
}
