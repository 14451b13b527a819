package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.benchmarks.report.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.concurrent.Callable;

/** {@code tickwire bench replay}: how fast missed ticks come back. */
@Command(name = "replay", mixinStandardHelpOptions = true,
    description = "Replay from the journal to one client, whole and filtered to 1 instrument in 100, beside the scan "
        + "of the journal alone and the floor of a bare socket.")
final class ReplayCommand implements Callable<Integer> {
    private static final int INSTRUMENTS = 100;
    private static final double WHOLE_TICKS_PER_SECOND = 2e6;
    private static final double FILTERED_TIMES = 5;

    @Mixin
    private BenchOptions options;

    @Option(names = "--ticks", paramLabel = "N",
        description = "Ticks in the journal (default: 5000000; with --quick 500000).")
    private Long givenTicks;

    @Option(names = "--rounds", paramLabel = "N",
        description = "Replays of each kind, after one of each to warm up (default: 5; with --quick 2).")
    private Integer givenRounds;

    @Override
    public Integer call() throws IOException {
        final long ticks = options.orElse(givenTicks, 5_000_000L, 500_000L);
        final int rounds = options.orElse(givenRounds, 5, 2);
        final BenchReport report = options.newReport();
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
            final double whole = Median.of(wholes);
            final double filtered = Median.of(filtereds);
            report.line("replay to one client, every tick:        %,13.0f ticks/s, median of %d", whole, rounds);
            report.line("replay to one client, 1 of %d:          %,13.0f ticks/s scanned, %.1f times as many",
                INSTRUMENTS, filtered, filtered / whole);
            report.target(new Target("replay of every tick to one client", whole, WHOLE_TICKS_PER_SECOND, false,
                "ticks/s"));
            report.target(new Target("replay of 1 instrument in " + INSTRUMENTS + ", of the speed of every tick",
                filtered / whole, FILTERED_TIMES, false, "x"));
            final double scan = new JournalScan().run(line.stop());
            report.line("scan of the journal alone:               %,13.0f ticks/s", scan);
            report.figure("replay", whole, "ticks/s", "what", "every tick");
            report.figure("replay", filtered, "ticks/s", "what", "1 of " + INSTRUMENTS + ", scanned");
            report.figure("replay", scan, "ticks/s", "what", "scan of the journal alone");
            try (SocketFloor floor = new SocketFloor()) {
                floor.run(ticks);
                final double bare = floor.run(ticks);
                report.line("floor, a bare loop writing frames:       %,13.0f ticks/s; the replay reaches %.2f of it",
                    bare, whole / bare);
                report.figure("replay", bare, "ticks/s", "what", "floor: a bare loop writing frames");
            }
        }
        return report.finish() ? 0 : 1;
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
