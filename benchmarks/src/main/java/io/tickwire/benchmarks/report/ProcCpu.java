package io.tickwire.benchmarks.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reads from Linux's {@code /proc} who used the processors. Any thread. */
final class ProcCpu {
    private static final long KERNEL_THREADS_PARENT = 2;
    private static final int ANCESTOR_LIMIT = 100;

    private final Path proc;
    private final long ownPid;
    private final LongSupplier clockNs;

    /**
     * Nothing is read yet.
     *
     * @param proc    {@code /proc}, or what looks like it
     * @param ownPid  this process
     * @param clockNs a monotonic clock
     */
    ProcCpu(Path proc, long ownPid, LongSupplier clockNs) {
        this.proc = proc;
        this.ownPid = ownPid;
        this.clockNs = clockNs;
    }

    static ProcCpu ofThisMachine() {
        return new ProcCpu(Path.of("/proc"), ProcessHandle.current().pid(), System::nanoTime);
    }

    /**
     * Read it now.
     *
     * @return empty where there is no such file, or one that says nothing
     */
    Optional<CpuSample> sample() {
        try {
            final long allTicks = allTicks();
            // Now, since it takes a while to look at every process.
            final long atNs = clockNs.getAsLong();
            final Map<Long, Row> rows = rows();
            if (allTicks == 0 || !rows.containsKey(ownPid)) {
                return Optional.empty();
            }
            long oursTicks = 0;
            long kernelTicks = 0;
            for (final Map.Entry<Long, Row> row : rows.entrySet()) {
                if (isOurs(row.getKey(), rows)) {
                    oursTicks += row.getValue().ticks() + row.getValue().endedChildrenTicks();
                } else if (row.getValue().parent() == KERNEL_THREADS_PARENT) {
                    kernelTicks += row.getValue().ticks();
                }
            }
            return Optional.of(new CpuSample(allTicks, oursTicks, kernelTicks, atNs));
        } catch (final IOException e) {
            return Optional.empty();
        }
    }

    /** One process; what its children used counts with it once they have ended. */
    private record Row(long parent, long ticks, long endedChildrenTicks) {
        static Row of(String stat) {
            // The name in brackets may hold anything; the fields behind it count from 3 in proc(5).
            final String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return new Row(Long.parseLong(fields[1]), Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
        }
    }

    private boolean isOurs(long pid, Map<Long, Row> rows) {
        long at = pid;
        for (int i = 0; i < ANCESTOR_LIMIT && at != ownPid && rows.containsKey(at); i++) {
            at = rows.get(at).parent();
        }
        return at == ownPid;
    }

    private long allTicks() throws IOException {
        final String[] fields = Files.readString(proc.resolve("stat")).lines().findFirst().orElse("").split(" +");
        if (fields.length < 9) {
            return 0;
        }
        // User, nice, system and steal. Interrupts are left out: those of the loopback are our own doing.
        return Long.parseLong(fields[1]) + Long.parseLong(fields[2]) + Long.parseLong(fields[3])
            + Long.parseLong(fields[8]);
    }

    private Map<Long, Row> rows() throws IOException {
        final Map<Long, Row> rows = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (final Path process : processes) {
                row(process).ifPresent(row -> rows.put(Long.parseLong(process.getFileName().toString()), row));
            }
        }
        return rows;
    }

    private static Optional<Row> row(Path process) {
        try {
            return Optional.of(Row.of(Files.readString(process.resolve("stat"))));
        } catch (final IOException e) {
            // It has ended.
            return Optional.empty();
        }
    }
}
