package io.tickwire.benchmarks.report;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files with distributions: for each curve a {@code .hdr} with its percentiles as text, for plotters; and for all
 * of a benchmark one {@code .hlog}, HdrHistogram's own log, which loses nothing and has a tag on each line.
 */
final class LatencyFiles {
    private static final double NS_PER_US = 1_000.0;

    private final Path directory;
    private final String bench;

    LatencyFiles(Path directory, String bench) {
        this.directory = directory;
        this.bench = bench;
    }

    /** Name of a curve's {@code .hdr} file. */
    String nameOf(LatencyCurve curve, boolean isValid) {
        return fileName(bench + "-" + tagOf(curve)) + (isValid ? "-OK" : "-FAIL") + ".hdr";
    }

    private static String fileName(String text) {
        return text.replaceAll("[^A-Za-z0-9.-]+", "_");
    }

    private static String tagOf(LatencyCurve curve) {
        final List<String> parts = new ArrayList<>(List.of(curve.name()));
        parts.addAll(curve.labels().values());
        return fileName(String.join("-", parts));
    }

    /** Write all; those of an earlier run go. */
    void write(List<LatencyCurve> curves, boolean isValid, long startMs, long endMs) throws IOException {
        deleteEarlier();
        for (final LatencyCurve curve : curves) {
            try (PrintStream out = stream(nameOf(curve, isValid))) {
                curve.latencyNs().outputPercentileDistribution(out, NS_PER_US);
            }
        }
        if (!curves.isEmpty()) {
            try (PrintStream out = stream(bench + ".hlog")) {
                writeLog(curves, out, startMs, endMs);
            }
        }
    }

    private void writeLog(List<LatencyCurve> curves, PrintStream out, long startMs, long endMs) {
        final HistogramLogWriter log = new HistogramLogWriter(out);
        log.outputComment("[tickwire bench " + bench + ", nanoseconds]");
        log.outputLogFormatVersion();
        log.outputStartTime(startMs);
        log.setBaseTime(startMs);
        log.outputLegend();
        for (final LatencyCurve curve : curves) {
            final Histogram latencyNs = curve.latencyNs().copy();
            latencyNs.setTag(tagOf(curve));
            latencyNs.setStartTimeStamp(startMs);
            latencyNs.setEndTimeStamp(endMs);
            log.outputIntervalHistogram(latencyNs);
        }
    }

    private PrintStream stream(String name) throws IOException {
        return new PrintStream(directory.resolve(name).toFile(), StandardCharsets.UTF_8);
    }

    /** Only what the earlier result names, so that nothing else is touched. */
    private void deleteEarlier() throws IOException {
        Files.deleteIfExists(directory.resolve(bench + ".hlog"));
        final Path earlier = directory.resolve(bench + ".json");
        if (!Files.exists(earlier)) {
            return;
        }
        try {
            for (final Curve curve : ResultJson.read(earlier).curves()) {
                if (curve.hdr().startsWith(bench + "-") && curve.hdr().endsWith(".hdr")
                    && fileName(curve.hdr()).equals(curve.hdr())) {
                    Files.deleteIfExists(directory.resolve(curve.hdr()));
                }
            }
        } catch (final IOException e) {
            System.err.println(bench + ": files of an earlier run may be left, since its result can't be read: "
                + e.getMessage());
        }
    }
}
