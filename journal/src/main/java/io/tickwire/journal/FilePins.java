package io.tickwire.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps files from being deleted while readers use them, and readers from using files that are gone. Any thread; only
 * when a reader comes to a file or leaves it, never for a tick.
 */
final class FilePins {
    private final Map<Path, Integer> users = new HashMap<>();

    /** Keep a file; false if it is gone. */
    synchronized boolean pin(Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        users.merge(file, 1, Integer::sum);
        return true;
    }

    /** Let go what {@link #pin} kept. */
    synchronized void unpin(Path file) {
        users.compute(file, (path, count) -> count == null || count == 1 ? null : count - 1);
    }

    /** Delete a file unless a reader keeps it. */
    synchronized boolean delete(Path file) throws IOException {
        return !users.containsKey(file) && Files.deleteIfExists(file);
    }
}
