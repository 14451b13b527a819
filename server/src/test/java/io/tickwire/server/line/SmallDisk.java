package io.tickwire.server.line;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** A small file system of its own, which can be filled up and freed again. Only where a tmpfs may be mounted. */
final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 4096;

    private final Path path;
    private final Path ballast;

    SmallDisk(Path path, int sizeMib) throws IOException {
        this.path = Files.createDirectory(path);
        ballast = path.resolve("ballast");
        Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=" + sizeMib + "m", "tmpfs", path.toString()),
            "a tmpfs can't be mounted here");
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (final IOException notThere) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Path path() {
        return path;
    }

    void fill() {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            final byte[] block = new byte[BLOCK];
            while (true) {
                out.write(block);
            }
        } catch (final IOException full) {
            assertTrue(ballast.toFile().length() > 0, full::toString);
        }
    }

    void free() throws IOException {
        Files.delete(ballast);
    }

    @Override
    public void close() {
        run("umount", "-l", path.toString());
    }
}
