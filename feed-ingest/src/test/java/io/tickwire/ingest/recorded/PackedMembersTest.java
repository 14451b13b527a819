package io.tickwire.ingest.recorded;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class PackedMembersTest {
    private final List<String> damage = new ArrayList<>();

    @Test
    void shouldReadMembersAsOneStream() throws IOException {
        final byte[] first = noise(1, 300_000);
        final byte[] second = noise(2, 5);
        final byte[] file = joined(gzip(first), gzip(new byte[0]), gzip(second), new byte[100]);
        assertArrayEquals(joined(first, second), unpack(file));
        assertEquals(List.of(), damage);
    }

    @Test
    void shouldReadEveryPartOfAHeader() throws IOException {
        final byte[] packed = gzip("text".getBytes(StandardCharsets.US_ASCII));
        final byte[] extra = {3, 0, 'x', 'y', 'z'};
        final byte[] texts = "name\0comment\0".getBytes(StandardCharsets.US_ASCII);
        packed[3] = 2 | 4 | 8 | 16;
        final byte[] file = joined(Arrays.copyOf(packed, 10), extra, texts, new byte[2],
            Arrays.copyOfRange(packed, 10, packed.length));
        assertEquals("text", new String(unpack(file), StandardCharsets.US_ASCII));
        assertEquals(List.of(), damage);
    }

    @Test
    void shouldHandOutEverythingBeforeTheDamageAndAfterIt() throws IOException {
        final byte[] first = text(3, 200_000);
        final byte[] second = text(4, 1_000);
        final byte[] packed = gzip(first);
        // An impossible block type, in the middle.
        Arrays.fill(packed, packed.length / 2, packed.length / 2 + 20, (byte) 0xFF);
        final byte[] unpacked = unpack(joined(packed, gzip(second)));
        assertEquals(1, damage.size(), damage.toString());
        assertTrue(damage.get(0).contains("damaged") && damage.get(0).endsWith("the next member are lost"),
            damage.toString());
        final int tail = unpacked.length - second.length;
        assertArrayEquals(second, Arrays.copyOfRange(unpacked, tail, unpacked.length));
        assertTrue(tail > first.length / 3, () -> "only " + tail + " bytes before the damage");
        final int good = first.length / 3;
        assertArrayEquals(Arrays.copyOf(first, good), Arrays.copyOf(unpacked, good));
    }

    @Test
    void shouldReportAFileThatBreaksOffAndGiveWhatIsThere() throws IOException {
        final byte[] whole = text(5, 100_000);
        final byte[] packed = gzip(whole);
        final byte[] unpacked = unpack(Arrays.copyOf(packed, packed.length - 5_000));
        assertEquals(List.of("it breaks off in the middle of packed data"), damage);
        assertTrue(unpacked.length > 10_000);
        assertArrayEquals(Arrays.copyOf(whole, unpacked.length), unpacked);
    }

    @Test
    void shouldReportAWrongChecksum() throws IOException {
        final byte[] whole = noise(6, 100);
        final byte[] packed = gzip(whole);
        packed[packed.length - 8] ^= 1;
        assertArrayEquals(whole, unpack(packed));
        assertEquals(1, damage.size());
        assertTrue(damage.get(0).contains("checksum"), damage.toString());
    }

    @Test
    void shouldFindTheNextMemberAfterADamagedHeader() throws IOException {
        final byte[] second = gzip(noise(8, 50));
        second[1] = 0;
        final byte[] unpacked = unpack(joined(gzip(noise(7, 50)), second, gzip(noise(9, 50))));
        assertArrayEquals(joined(noise(7, 50), noise(9, 50)), unpacked);
        assertEquals(1, damage.size(), damage.toString());
    }

    @Test
    void shouldReadTheEntriesOfAZipFile() throws IOException {
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("folder/"));
            zip.putNextEntry(new ZipEntry("folder/a"));
            zip.write(noise(10, 100_000));
            final ZipEntry stored = new ZipEntry("b");
            stored.setMethod(ZipEntry.STORED);
            stored.setSize(70_000);
            final CRC32 checksum = new CRC32();
            checksum.update(noise(11, 70_000));
            stored.setCrc(checksum.getValue());
            zip.putNextEntry(stored);
            zip.write(noise(11, 70_000));
        }
        final ZipMembers entries = new ZipMembers(new ByteArrayInputStream(file.toByteArray()));
        final List<String> names = new ArrayList<>();
        final ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        while (entries.nextMember()) {
            names.add(entries.name());
            entries.entry().transferTo(unpacked);
        }
        assertEquals(List.of("folder/", "folder/a", "b"), names);
        assertArrayEquals(joined(noise(10, 100_000), noise(11, 70_000)), unpacked.toByteArray());
    }

    @Test
    void shouldSkipWhatIsNotReadOfAnEntry() throws IOException {
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("a"));
            zip.write(noise(12, 300_000));
            zip.putNextEntry(new ZipEntry("b"));
        }
        final ZipMembers entries = new ZipMembers(new ByteArrayInputStream(file.toByteArray()));
        assertTrue(entries.nextMember());
        assertTrue(entries.nextMember());
        assertEquals("b", entries.name());
        assertEquals(false, entries.nextMember());
    }

    private byte[] unpack(byte[] file) throws IOException {
        final ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        try (InputStream in = new GzipMembers(new ByteArrayInputStream(file)).asStream()) {
            final byte[] part = new byte[1_000];
            int count = 0;
            while (count >= 0) {
                unpacked.write(part, 0, count);
                try {
                    count = in.read(part);
                } catch (final DamagedPackException e) {
                    damage.add(e.getMessage());
                    count = 0;
                }
            }
        }
        return unpacked.toByteArray();
    }

    static byte[] gzip(byte[] data) throws IOException {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(data);
        }
        return packed.toByteArray();
    }

    private static byte[] noise(long seed, int length) {
        final byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(long seed, int length) {
        final Random random = new Random(seed);
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('0' + random.nextInt(10));
        }
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (final byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
