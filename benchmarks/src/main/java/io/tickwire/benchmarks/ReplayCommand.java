package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;

/** {@code tickwire bench replay}: how fast missed ticks come back. */
@Command(name = "replay", mixinStandardHelpOptions = true,
    description = "Replay from the journal to one client, whole and filtered to 1 instrument in 100, beside the scan "
        + "of the journal alone and the floor of a bare socket.")
final class ReplayCommand implements Callable<Integer> {
    private static final int INSTRUMENTS = 100;

    @Option(names = "--output", paramLabel = "DIR", defaultValue = "benchmarks/results",
        description = "Where the files go (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(names = "--ticks", paramLabel = "N", defaultValue = "5000000",
        description = "Ticks in the journal (default: ${DEFAULT-VALUE}).")
    private long ticks;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5",
        description = "Replays of each kind, after one of each to warm up (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Override
    public Integer call() throws IOException {
        final BenchReport report = new BenchReport(output, "replay");
        try (Line line = new Line(TickTape.inTurn(INSTRUMENTS), 0)) {
            line.fill(ticks);
            final double[] wholes = new double[rounds];
            final double[] filtereds = new double[rounds];
            replay(line, "*");
            replay(line, "SYM7@test");
            for (int i = 0; i < rounds; i++) {
                wholes[i] = replay(line, "*");
                filtereds[i] = replay(line, "SYM7@test");
                report.line("round %d: every tick %,13.0f ticks/s, 1 of %d %,13.0f ticks/s scanned, %.1f times as many",
                    i + 1, wholes[i], INSTRUMENTS, filtereds[i], filtereds[i] / wholes[i]);
            }
            final double whole = median(wholes);
            final double filtered = median(filtereds);
            report.line("replay to one client, every tick:        %,13.0f ticks/s, median of %d", whole, rounds);
            report.line("replay to one client, 1 of %d:          %,13.0f ticks/s scanned, %.1f times as many",
                INSTRUMENTS, filtered, filtered / whole);
            report.line("scan of the journal alone:               %,13.0f ticks/s", new JournalScan().run(line.stop()));
            try (SocketFloor floor = new SocketFloor()) {
                floor.run(ticks);
                final double bare = floor.run(ticks);
                report.line("floor, a bare loop writing frames:       %,13.0f ticks/s; the replay reaches %.2f of it",
                    bare, whole / bare);
            }
        }
        report.finish();
        return 0;
    }

    private static double median(double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double replay(Line line, String symbols) throws IOException {
        final long head = line.head();
        final long startNs = System.nanoTime();
        try (RawSubscriber client = line.resume(0, symbols, time -> { })) {
            while (client.through() < head) {
                client.poll();
            }
        }
        return head * 1e9 / (System.nanoTime() - startNs);
    }
}
