package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.BenchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code tickwire bench floor}: what this machine can do at most. */
@Command(name = "floor", mixinStandardHelpOptions = true,
    description = "What tickwire is held against on this machine, without tickwire: a bare thread between Aeron and a "
        + "socket, a bare loop that writes to a socket, and one that writes into a mapped file.")
final class FloorCommand implements Callable<Integer> {
    private static final int SLOT_BATCH = 1_024;

    @Mixin
    private BenchOptions options;

    @Override
    public Integer call() throws IOException {
        final BenchReport report = options.newReport();
        for (final LatencyPreset preset : LatencyCommand.presets(report)) {
            new FloorComparison(report, preset, options.isQuick() ? 1 : 3, options.isQuick() ? 1 : 5)
                .runFloor(options.isQuick() ? 1 : 5);
        }
        socket(report);
        mappedFile(report);
        return report.finish() ? 0 : 1;
    }

    private void socket(BenchReport report) throws IOException {
        report.progress("socket");
        try (SocketFloor floor = new SocketFloor()) {
            final long ticks = options.isQuick() ? 5_000_000 : 50_000_000;
            floor.run(ticks);
            final double ticksPerSecond = floor.run(ticks);
            report.line("one socket, frames of 64 KiB: %,.0f ticks/s", ticksPerSecond);
            report.figure("socketFloor", ticksPerSecond, "ticks/s");
        }
    }

    private void mappedFile(BenchReport report) throws IOException {
        report.progress("mapped file");
        final Path directory = Files.createTempDirectory("tickwire-floor");
        try {
            final double slotsPerSecond = MappedWriteFloor.run(directory.resolve("floor"),
                options.isQuick() ? 2_000_000 : 10_000_000, SLOT_BATCH);
            report.line("mapped file, %,d ticks of 64 bytes at once: %,.0f ticks/s", SLOT_BATCH, slotsPerSecond);
            report.figure("mappedWriteFloor", slotsPerSecond, "ticks/s", "batch", SLOT_BATCH);
        } finally {
            Line.delete(directory);
        }
    }
}
