package io.tickwire.benchmarks.micro;

import io.tickwire.benchmarks.JournalLoad;
import io.tickwire.server.cli.LibraryLogs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** One tick from the ring into the journal, in batches. Short, since what it writes is on the disk until it ends. */
@Fork(2)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class JournalBench {
    private static final int BATCH = 256;
    private static final long PRE_TOUCH_BYTES = 16 << 20;
    private static final long START_NS = 1_700_000_000_000_000_000L;

    private ScratchDirectory directory;
    private JournalLoad load;

    /** For JMH. */
    public JournalBench() {
    }

    /**
     * Make a new journal.
     *
     * @throws IOException if it can't be made
     */
    @Setup
    public void open() throws IOException {
        LibraryLogs.warningsOnly();
        directory = new ScratchDirectory();
        load = new JournalLoad(directory.path(), PRE_TOUCH_BYTES, true);
        load.define(START_NS);
    }

    /** Delete it. */
    @TearDown
    public void close() {
        load.close();
        directory.close();
    }

    /** Put a batch into the ring and append it. */
    @Benchmark
    @HotPath
    @OperationsPerInvocation(BATCH)
    public void append() {
        for (int i = 0; i < BATCH; i++) {
            load.publish(START_NS);
        }
        load.append();
    }
}
