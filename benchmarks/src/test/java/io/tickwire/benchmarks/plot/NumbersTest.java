package io.tickwire.benchmarks.plot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(20)
final class NumbersTest {
    @Test
    void shouldWriteFewDigitsOnAnAxis() {
        assertEquals("0", Numbers.brief(0));
        assertEquals("0.25", Numbers.brief(0.25));
        assertEquals("100", Numbers.brief(100));
        assertEquals("1.5k", Numbers.brief(1_500));
        assertEquals("1M", Numbers.brief(999_999));
        assertEquals("20M", Numbers.brief(20e6));
        assertEquals("none", Numbers.brief(Double.NaN));
    }

    @Test
    void shouldWriteWhatMattersInATable() {
        assertEquals("32,000,000", Numbers.full(32e6));
        assertEquals("7.4", Numbers.full(7.4));
        assertEquals("0.01", Numbers.full(0.01));
        assertEquals("1,000", Numbers.full(1_000.4));
        assertEquals("2.8e-04", Numbers.full(0.00028));
    }

    @Test
    void shouldWriteADurationInItsUnit() {
        assertEquals("12.5 \u00b5s", Numbers.duration(12.5));
        assertEquals("3.5 ms", Numbers.duration(3_500));
        assertEquals("1 ms", Numbers.duration(999.9));
        assertEquals("2 s", Numbers.duration(2e6));
    }
}
