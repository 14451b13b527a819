package io.tickwire.journal;

import io.tickwire.config.JournalConfig;
import io.tickwire.config.RetentionConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.status.AtomicCounter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Deletes the oldest files when the configuration says so, and reports the oldest tick. Deletes in the order of age and
 * stops at the first file that is in use, so that it never makes a hole; never deletes the newest. Upkeep thread only.
 */
final class Retention implements Upkeep {
    static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final Journal journal;
    private final Path directory;
    private final RetentionConfig config;
    private final FilePins pins;
    private final ErrorHandler errors;
    private final TickHistory history;
    private final AtomicCounter oldest;
    private final AtomicCounter deleted;
    private final AtomicCounter errorCount;
    private final Map<Path, FileExtent> closedFiles = new HashMap<>();
    private int seenVersion = -1;
    private long nextNs;

    Retention(Journal journal, JournalConfig config, FilePins pins, CounterFile counters, ErrorHandler errors) {
        this.journal = journal;
        this.directory = config.directory();
        this.config = config.retention();
        this.pins = pins;
        this.errors = errors;
        history = journal.newHistory();
        oldest = counters.counter(CounterId.JOURNAL_OLDEST);
        deleted = counters.counter(CounterId.JOURNAL_DELETED);
        errorCount = counters.counter(CounterId.JOURNAL_ERRORS);
    }

    @Override
    public int run(long nowNs) {
        int work = 0;
        if (nowNs >= nextNs) {
            nextNs = nowNs + INTERVAL_NS;
            if (!config.equals(RetentionConfig.NONE)) {
                work = deleteOldest(nowNs);
            }
            seenVersion = -1;
        }
        if (journal.fileVersion() != seenVersion) {
            seenVersion = journal.fileVersion();
            reportOldest();
        }
        return work;
    }

    private void reportOldest() {
        try {
            oldest.setRelease(history.oldest());
        } catch (final JournalException e) {
            onError("can't find the oldest tick", e);
        }
    }

    private void onError(String what, Exception e) {
        errorCount.getAndAddRelease(1);
        errors.onError(new JournalException("retention " + what + " of the journal in " + directory + ": " + e, e));
    }

    private int deleteOldest(long nowNs) {
        int count = 0;
        try {
            final Path[] files = CycleFile.list(directory);
            long bytes = bytes(files);
            while (count < files.length - 1 && isTooMuch(files, count, bytes, nowNs) && pins.delete(files[count])) {
                final FileExtent gone = closedFiles.remove(files[count]);
                bytes -= gone == null ? 0 : gone.bytes();
                count++;
                deleted.increment();
                journal.onFilesChanged();
            }
        } catch (final IOException | JournalException e) {
            onError("can't delete the oldest files", e);
        }
        return count;
    }

    private boolean isTooMuch(Path[] files, int oldestIndex, long bytes, long nowNs) throws IOException {
        if (config.maxBytes() > 0 && bytes > config.maxBytes()) {
            return true;
        }
        if (config.maxAgeNs() > 0) {
            // The file's last tick came before the first of the next one.
            final long endNs = FileExtent.of(files[oldestIndex + 1]).firstTimeNs();
            if (endNs > 0 && nowNs - endNs > config.maxAgeNs()) {
                return true;
            }
        }
        return config.minFreeDiskBytes() > 0
            && Files.getFileStore(directory).getUsableSpace() < config.minFreeDiskBytes();
    }

    private long bytes(Path[] files) {
        long sum = 0;
        for (int i = 0; i < files.length; i++) {
            sum += (i == files.length - 1 ? FileExtent.of(files[i])
                : closedFiles.computeIfAbsent(files[i], FileExtent::of)).bytes();
        }
        return sum;
    }

    @Override
    public void close() {
        history.close();
    }
}
