package io.tickwire.benchmarks.plot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class AxisTest {
    private static final double ROUNDING = 1e-9;

    @Test
    void shouldStepByRoundNumbersFromZero() {
        assertTicks(List.of(0.0, 2.0, 4.0, 6.0, 8.0, 10.0), new LinearAxis(9.3, Numbers::brief));
        assertTicks(List.of(0.0, 0.5, 1.0, 1.5, 2.0), new LinearAxis(1.9, Numbers::brief));
        assertTicks(List.of(0.0, 2_000.0, 4_000.0, 6_000.0), new LinearAxis(5_300, Numbers::brief));
        assertTicks(List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0), new LinearAxis(0, Numbers::brief));
    }

    @Test
    void shouldHaveEveryValueWithinALinearAxis() {
        final Axis axis = new LinearAxis(9.3, Numbers::brief);

        assertEquals(0, axis.at(0), ROUNDING);
        assertEquals(0.93, axis.at(9.3), ROUNDING);
        assertEquals(1, axis.at(11), ROUNDING);
        assertEquals(0, axis.at(-1), ROUNDING);
    }

    @Test
    void shouldStepByPowersOfTenOverALongRange() {
        assertTicks(List.of(1.0, 10.0, 100.0, 1_000.0, 10_000.0), new LogAxis(1, 5_000, Numbers::brief));
        assertTicks(List.of(1.0, 10.0, 100.0, 1_000.0), new LogAxis(3, 1_000, Numbers::brief));
    }

    @Test
    void shouldStepFinerOverAShortRange() {
        assertTicks(List.of(2.0, 5.0, 10.0, 20.0), new LogAxis(3, 12, Numbers::brief));
        assertTicks(List.of(0.01, 0.02, 0.05, 0.1), new LogAxis(0.01, 0.1, Numbers::brief));
    }

    @Test
    void shouldMakeALogarithmicAxisOfOneValue() {
        final LogAxis axis = new LogAxis(7, 7, Numbers::brief);

        assertTrue(axis.at(7) > 0 && axis.at(7) < 1, () -> "at " + axis.at(7) + " of " + axis.ticks());
    }

    @Test
    void shouldGiveEqualRoomToEqualRatios() {
        final Axis axis = new LogAxis(1, 10_000, Numbers::brief);

        assertEquals(0.25, axis.at(10), ROUNDING);
        assertEquals(0.5, axis.at(100), ROUNDING);
        assertEquals(0, axis.at(0), ROUNDING);
    }

    @Test
    void shouldRefuseALogarithmicAxisFromZero() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new LogAxis(0, 1, Numbers::brief)).getMessage()
            .contains("must begin above 0"));
    }

    @Test
    void shouldGiveEqualRoomToEachFurtherNine() {
        final Axis axis = new PercentileAxis(10_000);

        assertTicks(List.of(0.0, 50.0, 90.0, 99.0, 99.9, 99.99), axis);
        assertEquals(0.25, axis.at(90), ROUNDING);
        assertEquals(0.5, axis.at(99), ROUNDING);
        assertEquals(1, axis.at(100), ROUNDING);
        assertEquals("99.99", axis.label(99.99));
        assertEquals("0", axis.label(0));
    }

    private static void assertTicks(List<Double> expected, Axis axis) {
        final List<Double> ticks = axis.ticks();
        assertEquals(expected.size(), ticks.size(), () -> expected + " but " + ticks);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), ticks.get(i), ROUNDING * Math.max(1, expected.get(i)));
        }
    }
}
