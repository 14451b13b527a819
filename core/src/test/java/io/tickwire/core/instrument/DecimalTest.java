package io.tickwire.core.instrument;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
final class DecimalTest {
    private static final long[] BORDERS = {0, 1, -1, 9, 10, -10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE,
        Long.MAX_VALUE - 1, Long.MIN_VALUE + 1, 1_000_000_000_000_000_000L, -1_000_000_000_000_000_000L,
        Long.MAX_VALUE / 10, Long.MIN_VALUE / 10, Long.MAX_VALUE / 10 + 1, Long.MIN_VALUE / 10 - 1};

    @Test
    void shouldWriteAndReadBackBorders() {
        for (final long mantissa : BORDERS) {
            for (int exponent = -18; exponent <= 18; exponent++) {
                assertRoundTrip(mantissa, exponent);
            }
        }
    }

    @Test
    void shouldAgreeWithBigDecimalOnRandomTexts() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            final int exponent = random.nextInt(37) - 18;
            assertRoundTrip(random.nextLong() >> random.nextInt(64), exponent);
            final BigDecimal value = new BigDecimal(new BigInteger(random.nextInt(70), random), random.nextInt(20))
                .movePointRight(random.nextInt(20));
            assertParsedAsBigDecimalDoes((random.nextBoolean() ? "-" : "") + "0".repeat(random.nextInt(3))
                + value.toPlainString(), exponent, "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "-9223372036854775809", "9223372036854775800", "92233720368547758070", "92233720368547758080",
        "-92233720368547758080", "100000000000000000000", "0.1", "0.10", "1.", ".5", "-0", "-0.0", "000",
        "0000000000000000000000000000000000001", "1.0000000000000000000000000000", "0.000000000000000000001"})
    void shouldAgreeWithBigDecimalAtTheBorders(String text) {
        for (int exponent = -18; exponent <= 18; exponent++) {
            assertParsedAsBigDecimalDoes(text, exponent, text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "-.", "--1", "+1", "1-", "1.2.3", "..", "1e5", " 1", "1 ", "1,5", "0x1",
        "\u0661", "NaN", "99999999999999999999999x", "0.00000000000000000000001x"})
    void shouldRefuseMalformedTexts(String text) {
        for (final int exponent : new int[] {-18, -2, 0, 18}) {
            assertThrows(NumberFormatException.class, () -> Decimal.parse(text, exponent));
        }
    }

    @Test
    void shouldAppendToTheTarget() {
        final StringBuilder target = new StringBuilder("x-");
        Decimal.write(-5, -2, target);
        Decimal.write(0, 3, target);
        assertEquals("x--0.050", target.toString());
    }

    @Test
    void shouldCountSignificantDecimals() {
        assertEquals(0, Decimal.significantDecimals(""));
        assertEquals(0, Decimal.significantDecimals("100"));
        assertEquals(0, Decimal.significantDecimals("100."));
        assertEquals(0, Decimal.significantDecimals("0.000"));
        assertEquals(1, Decimal.significantDecimals("1.50"));
        assertEquals(2, Decimal.significantDecimals("-1.05"));
    }

    private static void assertRoundTrip(long mantissa, int exponent) {
        final String text = Decimal.toString(mantissa, exponent);
        final BigDecimal value = BigDecimal.valueOf(mantissa, -exponent);
        assertEquals(mantissa == 0 && exponent > 0 ? "0" : value.toPlainString(), text);
        assertEquals(mantissa, Decimal.parse(text, exponent));
        assertTrue(text.length() <= Decimal.TEXT_LENGTH_LIMIT, text);
    }

    private static void assertParsedAsBigDecimalDoes(String text, int exponent, String message) {
        final BigInteger mantissa;
        try {
            mantissa = new BigDecimal(text).movePointLeft(exponent).toBigIntegerExact();
        } catch (final ArithmeticException e) {
            assertThrows(ArithmeticException.class, () -> Decimal.parse(text, exponent), message);
            return;
        }
        if (mantissa.bitLength() > 63) {
            assertThrows(ArithmeticException.class, () -> Decimal.parse(text, exponent), message);
        } else {
            assertEquals(mantissa.longValueExact(), Decimal.parse(text, exponent), () -> text + ", " + message);
        }
    }
}
