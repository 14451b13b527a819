package io.tickwire.journal;

import io.tickwire.config.JournalConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.tick.TickHandler;
import io.tickwire.core.tick.TickRing;
import net.openhft.chronicle.queue.RollCycle;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.EpochNanoClock;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A journal that this process has for itself: opened and made whole, then appended to by one {@link JournalAgent} and
 * read by any number of {@link TickHistory}. Close it after all of them.
 */
public final class Journal implements AutoCloseable {
    private final Path directory;
    private final JournalConfig config;
    private final ErrorHandler errors;
    private final MetaFile meta;
    private final JournalClock clock = new JournalClock();
    private final JournalFiles files;
    private final FileOpener opener;
    private final TailRecovery tail;
    private final FilePins pins = new FilePins();
    // Counted up by the journal's thread and the upkeep thread, read by all.
    private final AtomicInteger fileVersion = new AtomicInteger();
    // Set by the upkeep thread, cleared by the journal's thread once it goes on in it or has failed to.
    private volatile boolean isReopened;
    // Written by the journal's thread, read by all.
    private volatile long lastSequence;
    private volatile boolean isComplete = true;
    // Written by the journal's thread, read by the upkeep thread.
    private volatile long appendedEnd;
    // Where the newest file is mapped for the journal's thread, which writes this; 0 while both change. Read by the
    // upkeep thread, before and after it reads the end.
    private volatile long writerBase;
    private boolean isClosed;
    // Written by the opener and then by the journal's thread, read by the opener after that thread has ended.
    private volatile boolean isDrained = true;

    private Journal(JournalConfig config, ErrorHandler errors, RollCycle rollCycle, MetaFile meta, String bootId)
        throws IOException {
        this.config = config;
        this.directory = config.directory();
        this.errors = errors;
        this.meta = meta;
        final String doubt = meta.doubt(bootId);
        if (!doubt.isEmpty()) {
            errors.onError(new JournalException("the journal in " + directory + " gets a new epoch: " + doubt));
        }
        tail = new TailRecovery(directory, errors, meta::markInterrupted);
        tail.run();
        meta.beginRun(bootId, !config.beforeFanout(), !doubt.isEmpty() || tail.isWholeTicksLost());
        lastSequence = tail.lastSequence();
        opener = new FileOpener(directory, rollCycle);
        files = new JournalFiles(opener, clock, config.preTouchBytes(),
            tail.lastFileEnd(), errors);
        clock.advanceTo(TimeUnit.NANOSECONDS.toMillis(tail.lastTimeNs()));
    }

    /**
     * Open the journal, or create it. What a killed server left half-written is cut off and reported. Reads no more
     * than what follows the last checkpoint.
     *
     * @param config where it is and how it is written
     * @param errors gets what was lost, and every error later; any thread
     * @return the journal
     * @throws JournalException if another server has it, it is of another version, or it can't be read or written
     */
    public static Journal open(JournalConfig config, ErrorHandler errors) {
        return open(config, errors, BootId.current());
    }

    static Journal open(JournalConfig config, ErrorHandler errors, String bootId) {
        ChronicleSetup.quiet(errors);
        final RollCycle rollCycle = ChronicleSetup.rollCycle(config.rollCycle());
        if (config.batchLimit() < 1 || config.batchLimit() > ExcerptHeader.COUNT_LIMIT) {
            throw new JournalException("the journal's batch limit must be from 1 to " + ExcerptHeader.COUNT_LIMIT
                + ": " + config.batchLimit());
        }
        final MetaFile meta = MetaFile.open(config.directory(), config.rollCycle());
        try {
            return new Journal(config, errors, rollCycle, meta, bootId);
        } catch (final IOException e) {
            meta.close();
            throw new JournalException("can't open the journal in " + config.directory() + ": " + e, e);
        } catch (final RuntimeException | Error e) {
            meta.close();
            throw e;
        }
    }

    /**
     * Make the one agent that appends. It goes on after {@link #lastSequence()}.
     *
     * @param ring     made with {@link #lastSequence()} and the JOURNAL_POSITION counter
     * @param counters gets the journal's counters
     * @return an agent, not started
     */
    public JournalAgent newAgent(TickRing ring, CounterFile counters) {
        isDrained = false;
        return new JournalAgent(this, new JournalAppender(files, clock, tail, config.batchLimit(), epoch()), ring,
            counters, errors, config.batchLimit());
    }

    /**
     * Make the one agent that looks after the files. It needs a thread of its own, and is closed before the journal.
     *
     * @param counters gets the journal's counters
     * @param clock    read once in each duty cycle, the same as that of the receive times
     * @return an agent, not started
     */
    public JournalUpkeepAgent newUpkeep(CounterFile counters, EpochNanoClock clock) {
        final List<Upkeep> duties = new ArrayList<>();
        duties.add(new NextFile(this, files, opener.rollCycle(), errors));
        duties.add(new Retention(this, config, pins, counters, errors));
        duties.add(new Restarter(this, directory, errors));
        if (config.preTouchBytes() > 0) {
            duties.add(new PreToucher(this, directory, opener.disk(), config.preTouchBytes()));
        }
        if (config.syncIntervalNs() > 0) {
            duties.add(new Syncer(this, directory, config.syncIntervalNs(), counters, errors));
        }
        return new JournalUpkeepAgent(clock, duties);
    }

    /**
     * Make a reader. It must be closed before the journal. Any thread.
     *
     * @return a reader for one thread
     */
    public TickHistory newHistory() {
        return new JournalHistory(this, new FileSet(directory, pins), errors);
    }

    /**
     * Hand over every definition of every source, then the last quote and trade of each instrument, as they stood
     * when the journal was opened, each as it was journaled. Before the agent runs.
     *
     * @param handler gets slots with their original sequence numbers, which are not in order
     */
    public void restore(TickHandler handler) {
        tail.state().forEach(handler);
    }

    /**
     * What the positions in this journal mean something within. Any thread.
     *
     * @return a random number, never 0; minted at creation, and anew whenever ticks were given out and then lost
     */
    public long epoch() {
        return meta.epoch();
    }

    /**
     * The last tick that the journal holds. Any thread.
     *
     * @return its sequence number, 0 for none
     */
    public long lastSequence() {
        return lastSequence;
    }

    /**
     * The oldest tick that can be read. Any thread; opens a file.
     *
     * @return its sequence number; one more than the last while there is none
     */
    public long oldest() {
        try (TickHistory history = newHistory()) {
            return history.oldest();
        }
    }

    /**
     * Whether ticks are journaled. While they are not, nothing can be read either, as if the journal were empty. Any
     * thread.
     *
     * @return false from an append error on until journaling has begun again
     */
    public boolean isComplete() {
        return isComplete;
    }

    /** Changes whenever the set of files changes. */
    int fileVersion() {
        return fileVersion.get();
    }

    /** How many bytes of the newest file are written; 0 until something was appended to it. */
    long appendedEnd() {
        return appendedEnd;
    }

    /** Where the journal's thread would see the first byte of the newest file, were all of it mapped; or 0. */
    long writerBase() {
        return writerBase;
    }

    /** Journal's thread: an excerpt ends at this byte of the newest file, which it sees at this address. */
    void onAppended(long endBytes, long address) {
        final long base = address - endBytes;
        if (base == writerBase) {
            appendedEnd = endBytes;
        } else {
            writerBase = 0;
            appendedEnd = endBytes;
            writerBase = base;
        }
    }

    /** The journal's thread has appended up to here, or, when it is not complete, passed. */
    void onPassed(long sequence) {
        lastSequence = sequence;
    }

    void onFilesChanged() {
        fileVersion.incrementAndGet();
    }

    void onInterrupted() {
        isComplete = false;
        try {
            meta.markInterrupted();
        } catch (final RuntimeException e) {
            errors.onError(new JournalException("can't note in " + directory + " that journaling has stopped; use"
                + " another directory before the server is started again: " + e, e));
        }
        isReopened = false;
    }

    /** Upkeep thread: the disk has room again, so let the journal's thread go on in a new file. */
    void reopen() throws IOException {
        files.giveUp();
        new FileCloser(directory).closeNewest(lastSequence);
        isReopened = true;
    }

    /** Whether the journal's thread may go on. While it is so, the files are that thread's. */
    boolean isReopened() {
        return isReopened;
    }

    /** Journal's thread: the first tick after a stop is in the new file, so that the hole before it can be seen. */
    void onRestarted() {
        try {
            meta.clearInterrupted();
        } catch (final RuntimeException e) {
            errors.onError(new JournalException("can't note in " + directory + " that journaling goes on; the next"
                + " start gives it a new epoch: " + e, e));
        }
        isComplete = true;
        onFilesChanged();
        isReopened = false;
    }

    /** The journal's thread has taken all that was given out, and ends. */
    void onDrained() {
        isDrained = true;
    }

    /** Ends the run: forces all to the disk, then notes that nothing can be missing. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try {
            files.close();
            if (isDrained && isComplete) {
                DiskSync.all(directory);
                meta.endRun();
            }
        } catch (final IOException e) {
            throw new JournalException("can't force the journal in " + directory + " to the disk; the next start"
                + " gives it a new epoch: " + e, e);
        } finally {
            meta.close();
        }
    }
}
