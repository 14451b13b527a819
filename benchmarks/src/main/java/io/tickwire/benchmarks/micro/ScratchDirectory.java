package io.tickwire.benchmarks.micro;

import org.agrona.IoUtil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary directory that goes with all that is in it. */
final class ScratchDirectory implements AutoCloseable {
    private final Path path;

    ScratchDirectory() throws IOException {
        path = Files.createTempDirectory("tickwire-bench");
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        IoUtil.delete(path.toFile(), true);
    }
}
