package io.tickwire.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one benchmark found: told as it comes, and written to files by {@link #finish}. One thread.
 */
public final class BenchReport {
    private final Path directory;
    private final String bench;
    private final List<String> lines = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private final List<LatencyCurve> curves = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();

    /**
     * An empty report.
     *
     * @param directory where its files go; made if it is not there
     * @param bench     name of the benchmark
     * @throws IOException if the directory can't be made
     */
    public BenchReport(Path directory, String bench) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.bench = bench;
        lines.addAll(Machine.describe());
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
     * Write all files.
     *
     * @return whether the figures may be believed
     * @throws IOException if a file can't be written
     */
    public boolean finish() throws IOException {
        Files.write(directory.resolve(bench + ".txt"), lines);
        for (final LatencyCurve curve : curves) {
            try (PrintStream out = new PrintStream(directory.resolve(fileName(curve)).toFile(), "UTF-8")) {
                curve.latencyNs().outputPercentileDistribution(out, 1_000.0);
            }
        }
        new ObjectMapper().writerWithDefaultPrettyPrinter()
            .writeValue(directory.resolve(bench + ".json").toFile(), json());
        System.out.println("written to " + directory.resolve(bench) + ".txt and .json");
        return doubts.isEmpty();
    }

    private String fileName(LatencyCurve curve) {
        return String.join("-", bench, curve.name(), String.join("-", curve.labels().values()),
            doubts.isEmpty() ? "OK" : "FAIL").replaceAll("[^A-Za-z0-9.-]+", "_") + ".hdr";
    }

    private ObjectNode json() throws IOException {
        final ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("bench", bench).put("valid", doubts.isEmpty());
        doubts.forEach(root.putArray("doubts")::add);
        Machine.describe().forEach(root.putArray("machine")::add);
        final ArrayNode numbers = root.putArray("figures");
        for (final Figure figure : figures) {
            numbers.add(labelled(figure.name(), figure.labels()).put("value", figure.value())
                .put("unit", figure.unit()));
        }
        final ArrayNode latencies = root.putArray("latencies");
        for (final LatencyCurve curve : curves) {
            final ObjectNode node = labelled(curve.name(), curve.labels());
            for (final double percentile : LatencyCurve.PERCENTILES) {
                node.put(percentile == 100 ? "maxUs" : "p" + percentile + "Us", curve.us(percentile));
            }
            latencies.add(node.put("count", curve.latencyNs().getTotalCount()).put("hdr", fileName(curve)));
        }
        final ArrayNode goals = root.putArray("targets");
        targets.forEach(target -> goals.addPOJO(target));
        return root;
    }

    private static ObjectNode labelled(String name, Map<String, String> labels) {
        final ObjectNode node = new ObjectMapper().createObjectNode().put("name", name);
        labels.forEach(node.putObject("labels")::put);
        return node;
    }

    private static Map<String, String> labels(Object... keysAndValues) {
        final Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            labels.put(keysAndValues[i].toString(), keysAndValues[i + 1].toString());
        }
        return labels;
    }
}
