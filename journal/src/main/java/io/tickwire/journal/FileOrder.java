package io.tickwire.journal;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Which file follows which, while files come and go. Stateless. */
final class FileOrder {
    private FileOrder() {
    }

    /** The oldest file, or null if there is none. */
    static Path first(Path directory) {
        final Path[] paths = CycleFile.list(directory);
        return paths.length == 0 ? null : paths[0];
    }

    /** The oldest file that is newer than one, or null if there is none. */
    static Path after(Path directory, Path path) {
        for (final Path candidate : CycleFile.list(directory)) {
            if (candidate.compareTo(path) > 0) {
                return candidate;
            }
        }
        return null;
    }

    /** Whether a file has an excerpt; false also if it is gone. */
    static boolean hasBegun(Path path) {
        try (CycleFile file = new CycleFile(path)) {
            return DamageSkip.any(file, 0) != DamageSkip.NOT_FOUND;
        } catch (final JournalException e) {
            if (isGone(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Whether this was thrown because the file to be read is not there any more. */
    static boolean isGone(JournalException error) {
        return error.getCause() instanceof NoSuchFileException;
    }
}
