package io.tickwire.benchmarks;

import io.tickwire.benchmarks.report.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Instant;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(20)
final class EstimateTest {
    private final Estimate estimate = new Estimate(true);

    private static Verdict verdict(boolean isQuick, double seconds) {
        return new Verdict(Instant.EPOCH, true, isQuick, 0, 0, seconds);
    }

    @Test
    void shouldAddUpWhatTookSoLongBefore() {
        estimate.earlier("a", verdict(true, 20));
        estimate.took("b", 40);

        assertEquals("about 60 s are left", estimate.text(List.of("a", "b")));
        assertEquals("about 20 s are left", estimate.text(List.of("a")));
    }

    @Test
    void shouldTakeWhatIsNotKnownForTheMeanOfWhatIs() {
        estimate.took("a", 100);
        estimate.took("b", 200);

        assertEquals("about 8 minutes are left", estimate.text(List.of("a", "b", "c")));
    }

    @Test
    void shouldNotLearnFromTheOtherKindOfRun() {
        estimate.earlier("a", verdict(false, 20));

        assertEquals("how long all take is not known, since none was measured before",
            estimate.text(List.of("a")));
    }
}
