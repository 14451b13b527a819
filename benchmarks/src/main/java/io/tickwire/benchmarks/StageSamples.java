package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.core.stage.Stage;
import io.tickwire.core.stage.StageClock;
import org.HdrHistogram.Histogram;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where the time of sampled ticks went in one run: in the publisher, in the server's stages, and on the way to the
 * client. With several subscribers the last one that read it counts.
 */
final class StageSamples implements OpenLoop.Watcher {
    /** From one point to the next, in the order of the points. */
    private static final String[] NAMES = {"publisher", "aeron", "ingest", "journalWake", "journal", "fanoutWake",
        "framing", "writing", "client"};
    private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(60);

    private final StageClock stages;
    private final int fanoutThreads;
    private final long firstPosition;
    private final int mask;
    private final int shift;
    // Written by the publisher.
    private final long[] intendedNs;
    private final long[] publishedNs;
    /** Written by the clients' thread. */
    private final long[] readNs;

    /**
     * Samples of a run.
     *
     * @param stages        is on
     * @param fanoutThreads how many of them have subscribers
     * @param firstPosition of the run's first tick; the others follow without a hole
     * @param count         ticks of the run
     */
    StageSamples(StageClock stages, int fanoutThreads, long firstPosition, long count) {
        this.stages = stages;
        this.fanoutThreads = fanoutThreads;
        this.firstPosition = firstPosition;
        mask = stages.sampleInterval() - 1;
        shift = Integer.numberOfTrailingZeros(stages.sampleInterval());
        final int samples = (int) (count >> shift) + 2;
        intendedNs = new long[samples];
        publishedNs = new long[samples];
        readNs = new long[samples];
    }

    @Override
    public void onPublished(long index, long tickIntendedNs) {
        final long position = firstPosition + index;
        if ((position & mask) == 0) {
            intendedNs[sample(position)] = tickIntendedNs;
            publishedNs[sample(position)] = System.nanoTime();
        }
    }

    @Override
    public void onRead(long index, long nowNs) {
        final long position = firstPosition + index;
        if ((position & mask) == 0) {
            readNs[sample(position)] = nowNs;
        }
    }

    private int sample(long position) {
        return (int) ((position >> shift) - (firstPosition >> shift));
    }

    /**
     * Tell each stage's distribution; after the run.
     *
     * @param report where to
     * @param labels circumstances, as key, value, key, value
     */
    void tell(BenchReport report, Object... labels) {
        spentNs().forEach((stage, histogram) -> {
            final Object[] all = Arrays.copyOf(labels, labels.length + 2);
            all[labels.length] = "stage";
            all[labels.length + 1] = stage;
            report.latency("stage", histogram, all);
        });
    }

    /** How long the samples were in each stage, ns; by its name, in the order of the stages. After the run. */
    Map<String, Histogram> spentNs() {
        final Histogram[] spentNs = new Histogram[NAMES.length];
        Arrays.setAll(spentNs, i -> new Histogram(HIGHEST_NS, 3));
        final long[] atNs = new long[NAMES.length + 1];
        for (int i = 0; i < readNs.length; i++) {
            if (readNs[i] != 0 && fill(atNs, i)) {
                for (int stage = 0; stage < NAMES.length; stage++) {
                    // A mark is set after what it marks, so that the next thread can be quicker.
                    atNs[stage + 1] = Math.max(atNs[stage], atNs[stage + 1]);
                    spentNs[stage].recordValue(atNs[stage + 1] - atNs[stage]);
                }
            }
        }
        final Map<String, Histogram> byName = new LinkedHashMap<>();
        for (int stage = 0; stage < NAMES.length; stage++) {
            byName.put(NAMES[stage], spentNs[stage]);
        }
        return byName;
    }

    /** False if the server has forgotten the sample. */
    private boolean fill(long[] atNs, int sample) {
        final long position = (firstPosition >> shift) + sample << shift;
        final int thread = lastToWrite(position);
        atNs[0] = intendedNs[sample];
        atNs[1] = publishedNs[sample];
        for (final Stage stage : Stage.values()) {
            atNs[2 + stage.ordinal()] = stages.track(stage, thread).timeNs(position);
            if (atNs[2 + stage.ordinal()] == StageClock.NOT_KNOWN) {
                return false;
            }
        }
        atNs[NAMES.length] = readNs[sample];
        return true;
    }

    private int lastToWrite(long position) {
        int last = 0;
        for (int thread = 1; thread < fanoutThreads; thread++) {
            if (stages.track(Stage.WRITTEN, thread).timeNs(position)
                > stages.track(Stage.WRITTEN, last).timeNs(position)) {
                last = thread;
            }
        }
        return last;
    }
}
