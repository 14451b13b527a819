package io.tickwire.gateway.deflate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class MessageInflaterTest {
    private static final int LIMIT = 100_000;
    private static final int ROUNDS = 5_000;

    private final MessageInflater inflater = new MessageInflater(LIMIT);

    @AfterEach
    void close() {
        inflater.close();
    }

    private byte[] inflate(byte... data) {
        final int length = inflater.inflate(data, data.length, LIMIT);
        return length < 0 ? null : Arrays.copyOf(inflater.output(), length);
    }

    private void assertInflates(String expected, String hex) {
        final byte[] bytes = inflate(HexFormat.of().parseHex(hex));
        assertEquals(expected, bytes == null ? null : new String(bytes, StandardCharsets.UTF_8), hex);
    }

    @Test
    void shouldInflateTheExamplesOfTheRfc() {
        assertInflates("Hello", "f248cdc9c90700");
        // A block without compression.
        assertInflates("Hello", "000500faff48656c6c6f00");
        // A final block.
        assertInflates("Hello", "f348cdc9c9070000");
        // Two blocks.
        assertInflates("Hello", "f248050000" + "00ffff" + "cac9c90700");
        // Nothing.
        assertInflates("", "00");
    }

    @Test
    void shouldTakeWhatOthersMakeOfIt() {
        assertInflates("", "");
        assertInflates("Hello", "f348cdc9c90700");
        // Final blocks one after the other.
        assertInflates("HelloHello", "f348cdc9c90700" + "f348cdc9c90700");
        assertInflates("HelloHello", "f348cdc9c90700" + "f248cdc9c90700");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        // Cut off.
        "f248cdc9c9", "f248", "f2", "000500faff48656c", "000500",
        // With the tail that should have been taken off.
        "f248cdc9c907000000ffff",
        // A kind of block that there is not, a wrong length, something from before the message.
        "07", "ff", "000500faaf48656c6c6f00", "f200110000",
        // Garbage behind.
        "f248cdc9c90700aa", "f348cdc9c90700ff", "f348cdc9c9070001"})
    void shouldRefuseWhatIsBroken(String hex) {
        final byte[] data = HexFormat.of().parseHex(hex);
        assertEquals(MessageInflater.BROKEN, inflater.inflate(data, data.length, LIMIT));
        assertInflates("Hello", "f248cdc9c90700");
    }

    @Test
    void shouldStopAtTheLimit() {
        final byte[] atLimit = Deflated.of(9, new byte[LIMIT]);
        assertEquals(LIMIT, inflater.inflate(atLimit, atLimit.length, LIMIT));
        final byte[] above = Deflated.of(9, new byte[LIMIT + 1]);
        assertEquals(MessageInflater.TOO_LONG, inflater.inflate(above, above.length, LIMIT));
        final byte[] bomb = Deflated.of(9, new byte[1 << 24]);
        assertTrue(bomb.length < 20_000, "16 MiB in " + bomb.length);
        assertEquals(MessageInflater.TOO_LONG, inflater.inflate(bomb, bomb.length, LIMIT));
        assertTrue(inflater.output().length <= LIMIT + 1, "holds " + inflater.output().length);
        assertInflates("Hello", "f248cdc9c90700");
    }

    @Test
    void shouldNotFollowFinalBlocksWithoutEnd() {
        final byte[] few = repeat(200);
        assertEquals(0, inflater.inflate(few, few.length, LIMIT));
        final byte[] many = repeat(30_000);
        assertEquals(MessageInflater.BROKEN, inflater.inflate(many, many.length, LIMIT));
    }

    private static byte[] repeat(int times) {
        return HexFormat.of().parseHex("0300".repeat(times));
    }

    @Test
    void shouldKeepNothingOfTheMessageBefore() {
        // The RFC's example of a message that uses the context of the one before.
        assertInflates("Hello", "f248cdc9c90700");
        assertInflates(null, "f200110000");
    }

    @Test
    void shouldGiveBackWhatWasDeflated() {
        final Random random = seeded();
        for (int i = 0; i < ROUNDS / 20; i++) {
            final byte[] plain = plain(random);
            assertArrayEquals(plain, inflate(Deflated.of(random.nextInt(10), plain)));
            assertArrayEquals(plain, inflate(Deflated.finished(random.nextInt(10), plain)));
        }
    }

    @Test
    void shouldStayWithinTheLimitWhateverComes() {
        final Random random = seeded();
        for (int i = 0; i < ROUNDS; i++) {
            final byte[] data = random.nextBoolean() ? Deflated.of(6, plain(random)) : new byte[random.nextInt(60)];
            for (int j = data.length == 0 ? 0 : random.nextInt(10); j > 0; j--) {
                data[random.nextInt(data.length)] = (byte) random.nextInt();
            }
            final int length = inflater.inflate(data, random.nextInt(data.length + 1), LIMIT);
            assertTrue(length >= MessageInflater.BROKEN && length <= LIMIT, "inflated to " + length);
        }
        assertInflates("Hello", "f248cdc9c90700");
    }

    private static Random seeded() {
        final long seed = System.nanoTime();
        System.out.println("MessageInflaterTest seed " + seed);
        return new Random(seed);
    }

    private static byte[] plain(Random random) {
        final byte[] plain = new byte[random.nextInt(random.nextBoolean() ? 100 : 10_000)];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) ("{\"op\":".charAt(random.nextInt(6)));
        }
        return plain;
    }
}
