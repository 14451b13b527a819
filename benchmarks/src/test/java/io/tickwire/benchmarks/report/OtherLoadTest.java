package io.tickwire.benchmarks.report;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class OtherLoadTest {
    private static final double ROUNDING = 1e-9;
    private static final long SECOND_NS = 1_000_000_000L;

    @TempDir
    private Path directory;
    private FakeProc proc;

    @BeforeEach
    void start() {
        proc = new FakeProc(directory);
        proc.all(10_000, 50);
        proc.process(FakeProc.OWN_PID, 1, 500, 0);
        proc.process(2, 0, 0, 0);
    }

    private OtherLoad idleBefore() {
        return new OtherLoad(proc.cpu()::sample, () -> proc.nowNs += SECOND_NS);
    }

    @Test
    void shouldSeeWhatOthersUsedJustBefore() {
        final OtherLoad load = new OtherLoad(proc.cpu()::sample, () -> {
            proc.nowNs += SECOND_NS;
            proc.all(10_150, 50);
        });

        assertEquals(1.5, load.beforeCores().orElseThrow(), ROUNDING);
        assertEquals("150.0 % of a core", OtherLoad.text(load.beforeCores()));
        final String doubt = OtherLoad.doubt("just before", load.beforeCores()).orElseThrow();
        assertTrue(doubt.startsWith("other processes used 150 % of a core just before; at most 10 % would do"), doubt);
    }

    @Test
    void shouldNotCountThisProcessAndItsChildren() {
        final OtherLoad load = idleBefore();
        proc.nowNs += 10 * SECOND_NS;
        proc.process(FakeProc.OWN_PID, 1, 900, 0);
        proc.process(200, FakeProc.OWN_PID, 300, 0);
        proc.process(300, 200, 250, 0);
        proc.all(10_000 + 400 + 300 + 250, 50);

        assertEquals(0, load.duringCores().orElseThrow(), ROUNDING);
    }

    @Test
    void shouldNotCountChildrenThatHaveEnded() {
        final OtherLoad load = idleBefore();
        proc.process(200, FakeProc.OWN_PID, 300, 0);
        proc.all(10_300, 50);
        assertEquals(0, load.duringCores().orElseThrow(), ROUNDING);

        proc.end(200);
        proc.process(FakeProc.OWN_PID, 1, 500, 320);
        proc.all(10_320, 50);
        proc.nowNs += SECOND_NS;

        assertEquals(0, load.duringCores().orElseThrow(), ROUNDING);
    }

    @Test
    void shouldCountStolenTimeButNotTheKernelsThreads() {
        final OtherLoad load = idleBefore();
        proc.nowNs += 10 * SECOND_NS;
        proc.process(40, 2, 700, 0);
        proc.all(10_700, 250);

        assertEquals(0.2, load.duringCores().orElseThrow(), ROUNDING);
    }

    @Test
    void shouldTolerateALittle() {
        final OtherLoad load = idleBefore();
        proc.nowNs += 10 * SECOND_NS;
        proc.all(10_100, 50);

        assertEquals(0.1, load.duringCores().orElseThrow(), ROUNDING);
        assertEquals(Optional.empty(), OtherLoad.doubt("meanwhile", Optional.of(0.1)));
        assertTrue(OtherLoad.doubt("meanwhile", Optional.of(0.101)).isPresent());
    }

    @Test
    void shouldNotKnowWhereThereIsNoProc(@TempDir Path empty) {
        final OtherLoad load = new OtherLoad(new FakeProc(empty).cpu()::sample, () -> {
            throw new AssertionError("waits for nothing");
        });

        assertEquals(Optional.empty(), load.beforeCores());
        assertEquals(Optional.empty(), load.duringCores());
        assertEquals("not known", OtherLoad.text(load.duringCores()));
        assertEquals(Optional.empty(), OtherLoad.doubt("meanwhile", load.duringCores()));
    }
}
