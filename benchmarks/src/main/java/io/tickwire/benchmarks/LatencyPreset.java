package io.tickwire.benchmarks;

import io.tickwire.config.ConfigLoader;
import io.tickwire.config.Setting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to run the server.
 *
 * @param name     short
 * @param settings each KEY=VALUE
 * @param remark   what of it is not as it is shipped
 */
record LatencyPreset(String name, List<String> settings, String remark) {
    private static final String CORES = "threading.cores";
    private static final int ANY_MACHINE_CORES = 1 << 10;
    /** Ingest, journal, two of fan-out, Aeron's driver, publisher, clients. */
    private static final int SPINNING_THREADS = 7;

    static LatencyPreset ofDefaults() {
        return new LatencyPreset("default", List.of(), "as shipped");
    }

    /**
     * The shipped file for low latency, as this machine can run it. With fewer cores than threads that spin, no thread
     * is pinned, and it is not known beforehand whether one shared, spinning thread is faster; so there are both.
     *
     * @param file  low-latency.conf
     * @param cores of the machine
     * @return one or more
     */
    static List<LatencyPreset> lowLatency(Path file, int cores) {
        final List<String> shipped = new ArrayList<>();
        final List<String> unpinned = new ArrayList<>();
        for (final Setting setting : new ConfigLoader().file(file).machineCores(ANY_MACHINE_CORES).load().settings()) {
            if (!setting.origin().equals(Setting.DEFAULT)) {
                final String line = setting.key().path() + "=" + setting.text();
                shipped.add(line);
                if (!setting.key().path().equals(CORES)) {
                    unpinned.add(line);
                }
            }
        }
        if (cores > SPINNING_THREADS) {
            return List.of(new LatencyPreset("low-latency", List.copyOf(shipped), "as shipped"));
        }
        final List<String> shared = new ArrayList<>(unpinned);
        shared.add("threading.mode=shared");
        final String reason = "the machine has " + cores + " cores, so no thread is pinned";
        return List.of(new LatencyPreset("low-latency dedicated spin", List.copyOf(unpinned), reason),
            new LatencyPreset("low-latency shared spin", List.copyOf(shared),
                reason + ", and all agents share one thread"));
    }

    /** The settings, and some more. */
    String[] with(String... more) {
        final List<String> all = new ArrayList<>(settings);
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }
}
