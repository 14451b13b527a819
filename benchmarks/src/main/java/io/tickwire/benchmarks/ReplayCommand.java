package io.tickwire.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
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

    @Override
    public Integer call() throws IOException {
        final Report report = new Report(output, "replay");
        try (Line line = new Line(TickTape.inTurn(INSTRUMENTS), 0)) {
            line.fill(ticks);
            replay(line, "*");
            final double whole = replay(line, "*");
            report.line("replay to one client, every tick:        %,13.0f ticks/s", whole);
            replay(line, "SYM7@test");
            final double filtered = replay(line, "SYM7@test");
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
        report.write();
        return 0;
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
