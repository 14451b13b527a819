package io.tickwire.benchmarks.report;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What one benchmark found: told as it comes, and written to files by {@link #finish}. Looks at what else the machine
 * does, and does not believe figures that were taken beside it. One thread.
 */
public final class BenchReport {
    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);

    private final Path directory;
    private final String bench;
    private final String about;
    private final boolean isQuick;
    private final OtherLoad others;
    private final Map<String, String> machine;
    private final Instant startedAt;
    private final List<String> lines = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private final List<LatencyCurve> curves = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();

    /**
     * An empty report of a whole run. Takes a second to see whether the machine is idle.
     *
     * @param directory where its files go; made if it is not there
     * @param bench     name of the benchmark
     * @throws IOException if the directory can't be made
     */
    public BenchReport(Path directory, String bench) throws IOException {
        this(directory, bench, "", false);
    }

    /**
     * An empty report. Takes a second to see whether the machine is idle.
     *
     * @param directory where its files go; made if it is not there
     * @param bench     name of the benchmark
     * @param about     what it measures, in a sentence
     * @param isQuick   whether the run is shortened
     * @throws IOException if the directory can't be made
     */
    public BenchReport(Path directory, String bench, String about, boolean isQuick) throws IOException {
        this(directory, bench, about, isQuick, new OtherLoad(ProcCpu.ofThisMachine()::sample, BenchReport::look));
    }

    BenchReport(Path directory, String bench, String about, boolean isQuick, OtherLoad others) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.bench = bench;
        this.about = about;
        this.isQuick = isQuick;
        this.others = others;
        machine = new Machine(Path.of("/")).describe();
        machine.put("load before", Machine.load());
        machine.put("others before", OtherLoad.text(others.beforeCores()));
        startedAt = Instant.now();
        lines.add(String.format("%-13s %s", "time", startedAt));
        machine.forEach((name, value) -> lines.add(String.format("%-13s %s", name, value)));
        OtherLoad.doubt("just before", others.beforeCores()).ifPresent(why -> invalid("%s", why));
    }

    private static void look() {
        final long endNs = System.nanoTime() + LOOK_NS;
        for (long leftNs = LOOK_NS; leftNs > 0; leftNs = endNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }

    /**
     * Say what is being done now; not part of the result.
     *
     * @param format as of {@link String#format}
     * @param values its values
     */
    public void progress(String format, Object... values) {
        System.err.println(bench + ": " + String.format(Locale.ROOT, format, values));
    }

    /**
     * A line of the text for people.
     *
     * @param format as of {@link String#format}
     * @param values its values
     */
    public void line(String format, Object... values) {
        final String line = String.format(Locale.ROOT, format, values);
        lines.add(line);
        System.out.println(line);
    }

    /**
     * One number; it is not told by itself, see {@link #line}.
     *
     * @param name   what it is
     * @param value  the number
     * @param unit   of the number
     * @param labels circumstances, as key, value, key, value
     */
    public void figure(String name, double value, String unit, Object... labels) {
        figures.add(new Figure(name, labels(labels), value, unit));
    }

    /**
     * A distribution; its percentiles are told, and it goes to a {@code .hdr} file of its own.
     *
     * @param name      what was timed
     * @param latencyNs nanoseconds
     * @param labels    circumstances, as key, value, key, value
     */
    public void latency(String name, Histogram latencyNs, Object... labels) {
        final LatencyCurve curve = new LatencyCurve(name, labels(labels), latencyNs.copy());
        curves.add(curve);
        line("%s %s, us: p50 %.1f  p90 %.1f  p99 %.1f  p99.9 %.1f  p99.99 %.1f  max %.1f  (%,d)", name,
            curve.labels(), curve.us(50), curve.us(90), curve.us(99), curve.us(99.9), curve.us(99.99), curve.us(100),
            latencyNs.getTotalCount());
    }

    /**
     * What was to be reached, and was or was not.
     *
     * @param target with what was measured
     */
    public void target(Target target) {
        targets.add(target);
        line("%s: %s is %,.3f %s, the target is at %s %,.3f", target.isReached() ? "reached" : "NOT REACHED",
            target.what(), target.measured(), target.unit(), target.isAtMost() ? "most" : "least", target.limit());
    }

    /**
     * The figures can't be believed.
     *
     * @param format why, as of {@link String#format}
     * @param values its values
     */
    public void invalid(String format, Object... values) {
        final String why = String.format(Locale.ROOT, format, values);
        doubts.add(why);
        line("NOT VALID: %s", why);
    }

    /**
     * Write all files, and the page that shows every result in the directory.
     *
     * @return whether the figures may be believed
     * @throws IOException if a file can't be written
     */
    public boolean finish() throws IOException {
        final Optional<Double> duringCores = others.duringCores();
        machine.put("load after", Machine.load());
        machine.put("others during", OtherLoad.text(duringCores));
        lines.add(String.format("%-13s %s", "load after", machine.get("load after")));
        lines.add(String.format("%-13s %s", "others during", machine.get("others during")));
        OtherLoad.doubt("meanwhile", duringCores).ifPresent(why -> invalid("%s", why));
        final Instant endedAt = Instant.now();
        final LatencyFiles files = new LatencyFiles(directory, bench);
        files.write(curves, doubts.isEmpty(), startedAt.toEpochMilli(), endedAt.toEpochMilli());
        Files.write(directory.resolve(bench + ".txt"), lines);
        final double seconds = (endedAt.toEpochMilli() - startedAt.toEpochMilli()) / 1e3;
        ResultJson.write(new BenchResult(bench, about, isQuick, startedAt.toString(), seconds, doubts, machine,
            figures, curves.stream().map(curve -> Curve.of(curve, files.nameOf(curve, doubts.isEmpty()))).toList(),
            targets), directory.resolve(bench + ".json"));
        final Path page = ReportPage.write(directory);
        System.out.println("written to " + directory.resolve(bench) + ".txt and .json, and shown in " + page);
        return doubts.isEmpty();
    }

    private static Map<String, String> labels(Object... keysAndValues) {
        final Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            labels.put(keysAndValues[i].toString(), keysAndValues[i + 1].toString());
        }
        return labels;
    }
}
