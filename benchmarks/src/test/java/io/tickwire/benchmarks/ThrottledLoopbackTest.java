package io.tickwire.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Timeout(60)
final class ThrottledLoopbackTest {
    private final ThrottledLoopback loopback = new ThrottledLoopback("1mbit");

    @Test
    void shouldRunABenchmarkAndTellHowItEnded() throws IOException {
        assumeTrue(loopback.problem().isEmpty(), "needs root, and what it says");
        assertEquals(0, loopback.rerun(List.of("freshness", "--help")));
        assertEquals(2, loopback.rerun(List.of("freshness", "--no-such-option")));
    }

    @Test
    void shouldSayWhatIsWrong() throws IOException {
        final String problem = new ThrottledLoopback("no rate").problem();
        assertTrue(problem.contains("can't slow down the loopback") && problem.contains("no rate"), problem);
    }
}
