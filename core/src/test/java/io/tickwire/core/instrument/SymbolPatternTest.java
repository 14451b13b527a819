package io.tickwire.core.instrument;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
final class SymbolPatternTest {
    @Test
    void shouldAgreeWithARegularExpression() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        int matches = 0;
        for (int i = 0; i < 200_000; i++) {
            final String text = random(random, "AB.*?", 6)
                + (random.nextBoolean() ? "@" + random(random, "ab*?", 3) : "");
            final String name = random(random, "AB.", 6) + "@" + random(random, "ab", 3);
            if (text.isEmpty()) {
                continue;
            }
            final boolean expected = regex(text).matcher(name).matches();
            assertEquals(expected, SymbolPattern.parse(text).matches(name),
                () -> text + " on " + name + ", seed " + seed);
            matches += expected ? 1 : 0;
        }
        assertTrue(matches > 1_000, "too few matches to prove anything: " + matches);
    }

    @Test
    void shouldNotBlowUpOnHostilePatterns() {
        final String name = "A".repeat(29) + "@ab";
        for (final String text : new String[] {"*".repeat(64), "*A".repeat(32), "*?".repeat(32),
            "*A".repeat(28) + "@*B",
            "*".repeat(62) + "@B", "*A*".repeat(20) + "B"}) {
            final SymbolPattern pattern = SymbolPattern.parse(text);
            for (int i = 0; i < 20_000; i++) {
                pattern.matches(name);
            }
        }
        assertTrue(SymbolPattern.parse("*".repeat(64)).matches(name));
        assertFalse(SymbolPattern.parse("*A".repeat(28) + "@*B").matches(name));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"a@b@c", "@@", "BTC\n", "BTC%", "B\u00e9", "B,C", "\u0000"})
    void shouldRefuseMalformedPatterns(String text) {
        final var refused = assertThrows(IllegalArgumentException.class, () -> SymbolPattern.parse(text));
        assertTrue(refused.getMessage().chars().allMatch(c -> c >= ' ' && c <= '~'), refused.getMessage());
    }

    @Test
    void shouldLimitTheLength() {
        assertEquals(64, SymbolPattern.parse("?".repeat(64)).text().length());
        assertThrows(IllegalArgumentException.class, () -> SymbolPattern.parse("?".repeat(65)));
    }

    @Test
    void shouldMeanAnyVenueWithoutAnAt() {
        assertTrue(SymbolPattern.parse("BTC*").matches("BTCUSDT@spot"));
        assertFalse(SymbolPattern.parse("BTC").matches("BTCUSDT@spot"));
        assertTrue(SymbolPattern.parse("BTC").matches("BTC@spot"));
        assertFalse(SymbolPattern.parse("BTC").isExact());
        assertTrue(SymbolPattern.parse("BTC@spot").isExact());
        assertFalse(SymbolPattern.parse("BTC@s?ot").isExact());
        assertFalse(SymbolPattern.parse("btc@spot").matches("BTC@spot"));
    }

    @Test
    void shouldTellSpellingsApart() {
        // An unsubscribe names patterns as they were subscribed, so two spellings of one meaning are two patterns.
        assertNotEquals(SymbolPattern.parse("BTC*"), SymbolPattern.parse("BTC*@*"));
        assertEquals(SymbolPattern.parse("BTC*"), SymbolPattern.parse("BTC*"));
        assertEquals(SymbolPattern.parse("BTC*").hashCode(), SymbolPattern.parse("BTC*").hashCode());
        assertEquals("BTC*", SymbolPattern.parse("BTC*").text());
    }

    private static Pattern regex(String text) {
        final StringBuilder regex = new StringBuilder();
        for (final char c : (text.indexOf('@') < 0 ? text + "@*" : text).toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString());
    }

    private static String random(Random random, String alphabet, int limit) {
        final StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(limit + 1); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
