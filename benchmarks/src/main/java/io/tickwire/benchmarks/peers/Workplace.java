package io.tickwire.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directories of one server's life, deleted after it.
 *
 * @param disk   for logs and stored messages; also where the server is started
 * @param memory for what is shared in memory
 */
record Workplace(Path disk, Path memory) {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "tickwire-bench-peer";

    /**
     * Make the directories.
     *
     * @throws IOException if they can't be made
     */
    static Workplace create() throws IOException {
        return new Workplace(Files.createTempDirectory(PREFIX), Files.isDirectory(SHARED_MEMORY)
            ? Files.createTempDirectory(SHARED_MEMORY, PREFIX) : Files.createTempDirectory(PREFIX));
    }

    /** What the server wrote to its output and error output. */
    Path log() {
        return disk.resolve("server.log");
    }

    /** Where a media driver of the server is. */
    Path aeron() {
        return memory.resolve("aeron");
    }

    /** Delete them, as far as that works. */
    void delete() {
        for (final Path directory : List.of(disk, memory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            } catch (final IOException e) {
                System.err.println("peers: can't delete " + directory + ": " + e.getMessage());
            }
        }
    }
}
