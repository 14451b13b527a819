package io.tickwire.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory like {@code /proc}, in which a test writes who used how much. */
final class FakeProc {
    static final long OWN_PID = 100;

    private final Path directory;
    long nowNs = 5_000_000_000L;

    FakeProc(Path directory) {
        this.directory = directory;
    }

    ProcCpu cpu() {
        return new ProcCpu(directory, OWN_PID, () -> nowNs);
    }

    /** {@code busyTicks} is that of all processes together. */
    void all(long busyTicks, long stealTicks) {
        write("stat", "cpu  " + busyTicks + " 0 0 77 5 3 999 " + stealTicks + " 0 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n");
    }

    void process(long pid, long parent, long ticks, long endedChildrenTicks) {
        write(pid + "/stat", pid + " (a ) b) S " + parent + " 1 1 0 -1 0 0 0 0 0 " + ticks + " 0 " + endedChildrenTicks
            + " 0 20 0 1 0 0 0");
    }

    void end(long pid) {
        try {
            Files.delete(directory.resolve(pid + "/stat"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String file, String text) {
        try {
            Files.createDirectories(directory.resolve(file).getParent());
            Files.writeString(directory.resolve(file), text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
