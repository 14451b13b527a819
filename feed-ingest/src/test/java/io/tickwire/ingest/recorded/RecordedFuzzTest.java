package io.tickwire.ingest.recorded;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Damages files in every way: reading never throws and always ends, and what is not damaged is read. */
@Timeout(300)
final class RecordedFuzzTest {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]+\\.[0-9]+");
    private static final int LINES = 400;

    @TempDir
    Path directory;

    private final RecordingDamage damage = new RecordingDamage();
    private Random random;

    @BeforeEach
    void printSeed() {
        final long seed = new Random().nextLong();
        System.out.println("RecordedFuzzTest seed " + seed);
        random = new Random(seed);
    }

    @Test
    void shouldReadEveryLineThatIsNotDamaged() throws IOException {
        final String[] lines = binanceLines();
        final List<String> whole = plain(read("spot.jsonl", joined(lines)));
        assertEquals(LINES, whole.size());
        for (int round = 0; round < 80; round++) {
            damage.reasons.clear();
            final byte[] file = joined(lines);
            final boolean[] damaged = new boolean[lines.length];
            for (int i = 0; i < 20; i++) {
                damageLine(file, lines, damaged);
            }
            final List<String> expected = new ArrayList<>();
            for (int i = 0; i < lines.length; i++) {
                if (!damaged[i]) {
                    expected.add(whole.get(i));
                }
            }
            final List<String> read = plain(read("spot.jsonl", file));
            assertTrue(isWithin(expected, read), "an undamaged record is lost");
            assertTrue(read.size() + damage.count() >= LINES - 40, () -> read.size() + " " + damage.reasons);
        }
    }

    private void damageLine(byte[] file, String[] lines, boolean[] damaged) {
        final int at = random.nextInt(file.length);
        file[at] = (byte) (random.nextBoolean() ? random.nextInt() : file[at] ^ 1 << random.nextInt(Byte.SIZE));
        int line = 0;
        int start = 0;
        while (at > start + lines[line].length()) {
            start += lines[line++].length() + 1;
        }
        damaged[line] = true;
        if (at == start + lines[line].length() && line + 1 < lines.length) {
            damaged[line + 1] = true;
        }
    }

    @Test
    void shouldReadPackedFilesUpToTheDamage() throws IOException {
        final byte[] packed = PackedMembersTest.gzip(joined(binanceLines()));
        final List<String> whole = plain(read("spot.gz", packed));
        for (int round = 0; round < 80; round++) {
            final byte[] file = packed.clone();
            // Not in the first of it, where the codes stand without which nothing can be unpacked.
            final int at = file.length / 4 + random.nextInt(file.length * 3 / 4);
            file[at] ^= (byte) (1 + random.nextInt(255));
            damage.reasons.clear();
            final List<String> read = plain(read("spot.gz", file));
            assertFalse(damage.reasons.isEmpty(), "the checksum at least is wrong");
            final long safe = intactLines(Arrays.copyOf(packed, at));
            assertTrue(read.size() >= safe, () -> read.size() + " of " + safe + ": " + damage.reasons);
            assertEquals(whole.subList(0, (int) safe), read.subList(0, (int) safe));
        }
    }

    private static long intactLines(byte[] packed) throws IOException {
        final StringBuilder text = new StringBuilder();
        try (InputStream in = new GzipMembers(new ByteArrayInputStream(packed)).asStream()) {
            for (int value = in.read(); value >= 0; value = in.read()) {
                text.append((char) value);
            }
        } catch (final DamagedPackException e) {
            return text.chars().filter(c -> c == '\n').count();
        }
        return text.chars().filter(c -> c == '\n').count();
    }

    @Test
    void shouldSurviveAnythingInFilesOfEveryKind() throws IOException {
        final byte[][] files = {RecordedFeedsTest.bytes(RecordedFeeds.ITCH_SAMPLE),
            RecordedFeedsTest.bytes(RecordedFeeds.LEAN_QUOTE_SAMPLE),
            RecordedFeedsTest.bytes(RecordedFeeds.LEAN_TRADE_SAMPLE), joined(binanceLines()),
            PackedMembersTest.gzip(joined(binanceLines()))};
        int read = 0;
        for (int round = 0; round < 150; round++) {
            final byte[] file = spoil(files[round % files.length]);
            try {
                read("ibm_20131009_spot_trade.zip", file);
                read++;
            } catch (final IllegalArgumentException e) {
                assertTrue(e.getMessage().startsWith("ibm_20131009_spot_trade.zip"), e.getMessage());
            }
        }
        assertTrue(read > 75, "only " + read + " were recognised");
    }

    private byte[] spoil(byte[] whole) {
        byte[] file = whole.clone();
        final int times = 1 << random.nextInt(10);
        switch (random.nextInt(4)) {
            case 0 -> file = Arrays.copyOf(file, random.nextInt(file.length));
            case 1 -> file = Arrays.copyOfRange(file, random.nextInt(file.length), file.length);
            case 2 -> {
                final int from = random.nextInt(file.length);
                final byte[] garbage = new byte[random.nextInt(file.length - from)];
                random.nextBytes(garbage);
                System.arraycopy(garbage, 0, file, from, garbage.length);
            }
            default -> {
                for (int i = 0; i < times; i++) {
                    file[random.nextInt(file.length)] = (byte) random.nextInt();
                }
            }
        }
        return file;
    }

    private List<String> read(String name, byte[] bytes) throws IOException {
        final Path file = Files.write(directory.resolve(name), bytes);
        final RecordedTicks ticks = new RecordedTicks();
        final CheckingListener checking = new CheckingListener(ticks);
        try (RecordedFeed feed = RecordedFeeds.open(file, RecordedOptions.of(damage))) {
            while (feed.nextTimeNs() != Long.MAX_VALUE) {
                assertTrue(feed.nextTimeNs() > 0);
                assertTrue(feed.next(checking));
            }
            assertFalse(feed.next(checking));
        }
        return ticks.ticks;
    }

    /** A damaged number may change the exponents of its instrument; the values of the others must not change. */
    private static List<String> plain(List<String> ticks) {
        return ticks.stream().map(tick -> DECIMAL.matcher(tick)
            .replaceAll(number -> new BigDecimal(number.group()).stripTrailingZeros().toPlainString())).toList();
    }

    private static boolean isWithin(List<String> part, List<String> all) {
        int found = 0;
        for (final String tick : all) {
            found += found < part.size() && part.get(found).equals(tick) ? 1 : 0;
        }
        return found == part.size();
    }

    private static String[] binanceLines() throws IOException {
        try (InputStream in = new GZIPInputStream(
            new ByteArrayInputStream(RecordedFeedsTest.bytes(RecordedFeeds.BINANCE_SAMPLE)))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().limit(LINES)
                .toArray(String[]::new);
        }
    }

    private static byte[] joined(String[] lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
