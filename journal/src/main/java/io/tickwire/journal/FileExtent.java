package io.tickwire.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much of a file is in use; the rest of it takes no room on the disk.
 *
 * @param bytes       from its start to its last excerpt
 * @param firstTimeNs receive time of its first tick, 0 if it has none
 */
record FileExtent(long bytes, long firstTimeNs) {
    static FileExtent of(Path path) {
        try (CycleFile file = new CycleFile(path)) {
            final long first = DamageSkip.ticks(file, 0, 0);
            final long last = file.writePosition();
            final ExcerptHeader header = first == DamageSkip.NOT_FOUND ? null : file.excerpt(first);
            final long timeNs = header == null ? 0 : header.firstTimeNs();
            final long end = last > 0 ? CycleFile.next(last, file.word(last)) : Files.size(path);
            return new FileExtent(Math.min(end, Files.size(path)), timeNs);
        } catch (final IOException e) {
            throw new JournalException("can't read the journal file " + path + ": " + e, e);
        }
    }
}
