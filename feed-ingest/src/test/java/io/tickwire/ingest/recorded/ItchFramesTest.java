package io.tickwire.ingest.recorded;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(120)
final class ItchFramesTest {
    private final RecordingDamage damage = new RecordingDamage();

    @Test
    void shouldTakeAMessageWhoseLengthIsDamaged() {
        final byte[] file = three();
        file[21 + 1] = 99;
        assertEquals(List.of(0L, 21L, 42L), offsets(file));
        assertEquals(List.of("length 99 of a message of type D, which has 19; the message is taken"), damage.reasons);
        assertEquals(List.of(21L), damage.offsets);
    }

    @Test
    void shouldLeaveOutAMessageWhoseTypeIsDamaged() {
        final byte[] file = three();
        file[21 + 2] = 'z';
        assertEquals(List.of(0L, 42L), offsets(file));
        assertEquals(1, damage.count());
        assertTrue(damage.reasons.get(0).contains("'z'"), damage.reasons.get(0));
    }

    @Test
    void shouldFindTheNextMessagesWhenLengthAndTypeAreDamaged() {
        final ItchMessages messages = new ItchMessages();
        for (int i = 0; i < 6; i++) {
            messages.delete(1, i);
        }
        final byte[] file = messages.bytes();
        file[21] = 1;
        file[23] = 'z';
        assertEquals(List.of(0L, 42L, 63L, 84L, 105L), offsets(file));
        assertEquals(List.of("21 bytes that are no messages"), damage.reasons);
        assertEquals(List.of(21L), damage.offsets);
    }

    @Test
    void shouldGoOverMissingAndForeignBytes() {
        final byte[] whole = new ItchMessages().delete(1, 1).delete(1, 2).raw(7, 7, 7, 0, 19, 7, 7).delete(1, 3)
            .delete(1, 4).delete(1, 5).bytes();
        assertEquals(List.of(0L, 21L, 49L, 70L, 91L), offsets(whole));
        assertEquals(1, damage.count());
    }

    @Test
    void shouldReportAFileThatBreaksOff() {
        for (int cut = 1; cut < 21; cut++) {
            damage.reasons.clear();
            final byte[] file = three();
            assertEquals(List.of(0L, 21L), offsets(Arrays.copyOf(file, file.length - cut)), "without " + cut);
            assertEquals(List.of("the file breaks off in the middle of a message"), damage.reasons);
        }
    }

    @Test
    void shouldTakeAMessageWithoutLengthForTheEnd() {
        assertEquals(List.of(0L, 23L), offsets(new ItchMessages().delete(1, 1).raw(0, 0).delete(1, 2).raw(0, 0)
            .bytes()));
        assertEquals(List.of(), damage.reasons);
    }

    @Test
    void shouldGoOnBehindDamagedPackedData() throws IOException {
        final ItchMessages first = new ItchMessages();
        final ItchMessages second = new ItchMessages().raw(1, 2, 3);
        for (int i = 0; i < 5; i++) {
            first.delete(1, i);
            second.delete(1, i);
        }
        final byte[] packed = PackedMembersTest.gzip(first.raw(0, 19, 'D').bytes());
        packed[packed.length - 8] ^= 1;
        final byte[] other = PackedMembersTest.gzip(second.bytes());
        final byte[] file = Arrays.copyOf(packed, packed.length + other.length);
        System.arraycopy(other, 0, file, packed.length, other.length);
        final ItchFrames frames = new ItchFrames("file",
            new GzipMembers(new ByteArrayInputStream(file)).asStream(), damage);
        int count = 0;
        while (frames.next()) {
            count++;
        }
        assertEquals(10, count);
        assertEquals(1, damage.count(), damage.reasons.toString());
    }

    @Test
    void shouldRecogniseItsFiles() {
        assertTrue(ItchFrames.isIn(three()));
        assertTrue(ItchFrames.isIn(new ItchMessages().delete(1, 1).bytes()));
        assertTrue(ItchFrames.isIn(new ItchMessages().raw(5, 6, 7, 8).delete(1, 1).delete(1, 2).delete(1, 3).bytes()));
        assertFalse(ItchFrames.isIn(new byte[100]));
        assertFalse(ItchFrames.isIn(new byte[0]));
    }

    /** Every message is read that is not damaged and has no damage near it, and none is made up. */
    @Test
    void shouldReadAllThatIsNotNearDamage() throws IOException {
        final long seed = new Random().nextLong();
        System.out.println("ItchFramesTest seed " + seed);
        final Random random = new Random(seed);
        final byte[] whole = sample();
        final List<Long> all = offsets(whole);
        for (int round = 0; round < 30; round++) {
            damage.reasons.clear();
            final byte[] file = whole.clone();
            final TreeSet<Long> damaged = new TreeSet<>();
            for (int i = 0; i < 100; i++) {
                final int at = random.nextInt(file.length);
                file[at] ^= (byte) (1 + random.nextInt(255));
                damaged.add((long) at);
            }
            final List<Long> read = offsets(file);
            final TreeSet<Long> found = new TreeSet<>(read);
            assertEquals(read.size(), found.size(), "none twice");
            assertTrue(new TreeSet<>(all).containsAll(found), "none that was not there");
            for (int i = 0; i + 4 < all.size(); i++) {
                final boolean isSafe = damaged.subSet(all.get(Math.max(0, i - 1)), all.get(i + 4)).isEmpty();
                assertTrue(!isSafe || found.contains(all.get(i)), "message " + i + " is lost");
            }
            assertTrue(found.size() >= all.size() - 150, () -> "only " + found.size() + " of " + all.size());
            assertTrue(damage.count() <= 100);
        }
    }

    private static byte[] sample() throws IOException {
        try (InputStream in = ItchFrames.class.getResourceAsStream("/recorded/" + RecordedFeeds.ITCH_SAMPLE)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static byte[] three() {
        return new ItchMessages().delete(1, 1).delete(1, 2).delete(1, 3).bytes();
    }

    private List<Long> offsets(byte[] file) {
        final ItchFrames frames = new ItchFrames("file", new ByteArrayInputStream(file), damage);
        final List<Long> offsets = new ArrayList<>();
        while (frames.next()) {
            offsets.add(frames.offset());
        }
        return offsets;
    }
}
