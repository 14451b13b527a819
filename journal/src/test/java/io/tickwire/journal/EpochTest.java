package io.tickwire.journal;

import io.tickwire.config.JournalConfig;
import io.tickwire.config.RetentionConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

import static org.junit.jupiter.api.Assertions.*;

/** A position must never mean two things: when the epoch stays and when it can't. */
@Timeout(60)
final class EpochTest {
    private static final String BOOT = "11111111-2222-3333-4444-555555555555";
    private static final String OTHER_BOOT = "11111111-2222-3333-4444-555555555556";

    @TempDir
    private Path directory;
    private long epoch;

    private JournalFixture open(boolean beforeFanout, String bootId) throws Exception {
        return new JournalFixture(new JournalConfig(directory, beforeFanout, 100, "FIVE_MINUTELY", 0, 0,
                RetentionConfig.NONE), 256, bootId);
    }

    private void run(boolean beforeFanout, boolean isKilled) throws Exception {
        final JournalFixture fixture = open(beforeFanout, BOOT);
        fixture.append(100);
        epoch = fixture.journal.epoch();
        if (isKilled) {
            fixture.kill();
        } else {
            fixture.close();
        }
    }

    private void checkStays(String bootId) throws Exception {
        try (JournalFixture fixture = open(true, bootId)) {
            assertEquals(epoch, fixture.journal.epoch());
            assertEquals(100, fixture.journal.lastSequence());
            assertTrue(fixture.errors.isEmpty(), fixture.errors.toString());
        }
    }

    private void checkIsNew(String bootId, String reason) throws Exception {
        final long fresh;
        try (JournalFixture fixture = open(true, bootId)) {
            fresh = fixture.journal.epoch();
            assertNotEquals(epoch, fresh);
            assertEquals(100, fixture.journal.lastSequence());
            assertEquals(1, fixture.errors.size(), fixture.errors.toString());
            assertTrue(fixture.errors.get(0).getMessage().contains(reason), fixture.errors.toString());
        }
        epoch = fresh;
        checkStays(bootId);
    }

    @Test
    void shouldStayAfterACleanEndOnTheSameBoot() throws Exception {
        run(true, false);
        checkStays(BOOT);
    }

    @Test
    void shouldStayAfterACleanEndAndANewBoot() throws Exception {
        run(false, false);
        checkStays(OTHER_BOOT);
    }

    @Test
    void shouldStayAfterAKillOnTheSameBoot() throws Exception {
        run(true, true);
        checkStays(BOOT);
    }

    @Test
    void shouldBeNewAfterAKillAndANewBoot() throws Exception {
        run(true, true);
        checkIsNew(OTHER_BOOT, "machine may have been down");
    }

    @Test
    void shouldBeNewAfterAKillWhereTheBootCannotBeKnown() throws Exception {
        try (JournalFixture fixture = open(true, BootId.UNKNOWN)) {
            fixture.append(100);
            epoch = fixture.journal.epoch();
            fixture.kill();
        }
        final JournalFixture fixture = open(true, BootId.UNKNOWN);
        assertNotEquals(epoch, fixture.journal.epoch());
        fixture.close();
    }

    @Test
    void shouldBeNewAfterAKillWhereFanoutWentFirst() throws Exception {
        run(false, true);
        checkIsNew(BOOT, "before they were journaled");
    }

    @Test
    void shouldStayNewWhenKilledBetweenTwoStartsAfterADamage() throws Exception {
        run(true, false);
        try (MetaFile meta = MetaFile.open(directory, "FIVE_MINUTELY")) {
            meta.markInterrupted();
        }
        checkIsNew(BOOT, "could not be journaled");
    }

    @Test
    void shouldNoteTheLossBeforeItCutsDamage() throws Exception {
        run(true, false);
        final Path file = CycleFile.list(directory)[0];
        final byte[] bytes = Files.readAllBytes(file);
        final int slot;
        try (CycleFile mapped = new CycleFile(file)) {
            slot = (int) JournalFixture.find(mapped, 90) + 200;
        }
        bytes[slot] ^= 1;
        Files.write(file, bytes);
        final byte[] meta = Files.readAllBytes(directory.resolve(MetaFile.NAME));
        final TailRecovery killedInside = new TailRecovery(directory, error -> { }, () -> {
            throw new IllegalStateException("killed here");
        });
        assertThrows(IllegalStateException.class, killedInside::run);
        assertArrayEquals(bytes, Files.readAllBytes(file), "cut before the loss was noted");
        assertArrayEquals(meta, Files.readAllBytes(directory.resolve(MetaFile.NAME)));
        try (JournalFixture fixture = open(true, BOOT)) {
            assertNotEquals(epoch, fixture.journal.epoch());
            assertTrue(fixture.journal.lastSequence() < 90);
        }
    }

    @Test
    void shouldReadVersion1AsARunThatMayHaveEndedAnyhow() throws Exception {
        run(true, false);
        final ByteBuffer old = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        old.putInt(0, 0x4D4A5754).putInt(4, 1).putLong(8, epoch);
        old.put(16, "FIVE_MINUTELY".getBytes(StandardCharsets.US_ASCII));
        final CRC32C crc = new CRC32C();
        crc.update(old.array(), 0, 60);
        old.putInt(60, (int) crc.getValue());
        final Path meta = directory.resolve(MetaFile.NAME);
        Files.write(meta, old.array());
        assertEquals(epoch, new JournalInspector(directory).epoch());
        checkIsNew(BOOT, "machine may have been down");
        assertEquals(MetaContent.LENGTH, Files.size(meta));
    }

    @Test
    void shouldRefuseADamagedFileAndOneOfANewerVersion() throws Exception {
        run(true, false);
        final Path meta = directory.resolve(MetaFile.NAME);
        final byte[] good = Files.readAllBytes(meta);
        for (int i = 0; i < good.length; i++) {
            final byte[] bad = good.clone();
            bad[i] ^= 4;
            Files.write(meta, bad);
            final JournalException error = assertThrows(JournalException.class, () -> open(true, BOOT));
            assertTrue(error.getMessage().contains(meta.toString()), error.getMessage());
        }
        Files.write(meta, good);
        checkStays(BOOT);
    }
}
