package io.tickwire.core.stage;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * When sampled ticks pass each stage of the line: one {@link StageTrack} for each thread and stage. Any thread.
 */
public final class StageClock {
    /** In place of a time that is not known. */
    public static final long NOT_KNOWN = Long.MIN_VALUE;

    private final int sampleInterval;
    private final Map<Stage, StageTrack[]> tracks = new EnumMap<>(Stage.class);

    /**
     * Make all tracks.
     *
     * @param sampleInterval positions that are multiples of this are sampled, a power of two; 0 switches it off
     * @param fanoutThreads  how many fan-out threads there are, 1 or more
     * @throws IllegalArgumentException if the interval is negative or no power of two
     */
    public StageClock(int sampleInterval, int fanoutThreads) {
        if (sampleInterval < 0 || Integer.bitCount(sampleInterval) > 1) {
            throw new IllegalArgumentException("sample interval must be 0 or a power of two: " + sampleInterval);
        }
        this.sampleInterval = sampleInterval;
        for (final Stage stage : Stage.values()) {
            final int threads = isOfFanout(stage) ? fanoutThreads : 1;
            tracks.put(stage, IntStream.range(0, threads).mapToObj(i -> new StageTrack(sampleInterval))
                .toArray(StageTrack[]::new));
        }
    }

    /**
     * A clock that is off.
     *
     * @return for any number of fan-out threads
     */
    public static StageClock off() {
        return new StageClock(0, 1);
    }

    /**
     * Whether ticks are sampled.
     *
     * @return false: every time is {@link #NOT_KNOWN}
     */
    public boolean isOn() {
        return sampleInterval != 0;
    }

    /**
     * Which positions are sampled.
     *
     * @return the multiples of this; 0 for none
     */
    public int sampleInterval() {
        return sampleInterval;
    }

    /**
     * The track of one thread at one stage.
     *
     * @param stage  which
     * @param thread number of the fan-out thread from 0 on; of no meaning for ingest and journal
     * @return to be written by that thread, read by any
     */
    public StageTrack track(Stage stage, int thread) {
        return tracks.get(stage)[isOn() && isOfFanout(stage) ? thread : 0];
    }

    private static boolean isOfFanout(Stage stage) {
        return stage.compareTo(Stage.PASS_BEGUN) >= 0;
    }
}
