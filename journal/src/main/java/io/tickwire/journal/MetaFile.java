package io.tickwire.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The journal's own small files: {@value #NAME} says what the journal is, {@value #LOCK_NAME} is locked while a
 * server has it. {@link #markInterrupted} is called by the journal's thread, the rest by the opener.
 */
final class MetaFile implements AutoCloseable {
    static final String NAME = "journal.meta";
    static final String LOCK_NAME = "journal.lock";

    private static final int LENGTH = 64;
    private static final int MAGIC = 0x4D4A_5754;
    private static final int VERSION = 1;
    private static final int VERSION_OFFSET = 4;
    private static final int EPOCH_OFFSET = 8;
    private static final int ROLL_CYCLE_OFFSET = 16;
    private static final int ROLL_CYCLE_LIMIT = 40;
    private static final int INTERRUPTED_OFFSET = 56;
    private static final int CRC_OFFSET = 60;

    private final Path path;
    private final FileChannel lockChannel;
    private ByteBuffer content;

    private MetaFile(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /** Lock the directory, and read the file or make it. */
    static MetaFile open(Path directory, String rollCycle) {
        try {
            Files.createDirectories(directory);
            final MetaFile meta = new MetaFile(directory.resolve(NAME), lock(directory));
            try {
                meta.load(rollCycle);
                return meta;
            } catch (final IOException | RuntimeException e) {
                meta.close();
                throw e;
            }
        } catch (final IOException e) {
            throw new JournalException("can't open the journal in " + directory + ": " + e, e);
        }
    }

    private void load(String rollCycle) throws IOException {
        if (Files.exists(path)) {
            content = read(path);
            if (!rollCycle.equals(rollCycle())) {
                throw new JournalException("the journal in " + path.getParent() + " was created with the roll cycle "
                    + rollCycle() + ", the configuration says " + rollCycle
                    + "; set it to " + rollCycle() + ", or use another directory");
            }
        } else if (CycleFile.list(path.getParent()).length > 0) {
            throw new JournalException(path + " is missing, but there are journal files beside it; put it back, or"
                + " use another directory");
        } else {
            content = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
            content.putInt(0, MAGIC).putInt(VERSION_OFFSET, VERSION);
            content.put(ROLL_CYCLE_OFFSET, rollCycle.getBytes(StandardCharsets.US_ASCII));
            mintEpoch();
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        final FileChannel channel = FileChannel.open(directory.resolve(LOCK_NAME), StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
        boolean isLocked = false;
        try {
            final FileLock lock = channel.tryLock();
            isLocked = lock != null;
        } catch (final OverlappingFileLockException e) {
            throw inUse(directory, e);
        } finally {
            if (!isLocked) {
                channel.close();
            }
        }
        if (!isLocked) {
            throw inUse(directory, null);
        }
        return channel;
    }

    private static JournalException inUse(Path directory, Throwable cause) {
        return new JournalException("another server has the journal in " + directory
            + " open; stop it, or use another directory", cause);
    }

    static ByteBuffer read(Path path) throws IOException {
        final ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        if (content.capacity() != LENGTH || content.getInt(0) != MAGIC
            || content.getInt(CRC_OFFSET) != crc(content)) {
            throw new JournalException(path + " is damaged or no journal's; restore it from a copy");
        }
        if (content.getInt(VERSION_OFFSET) != VERSION) {
            throw new JournalException(path + " has format version " + content.getInt(VERSION_OFFSET)
                + ", this server knows " + VERSION);
        }
        return content;
    }

    static long epochOf(ByteBuffer content) {
        return content.getLong(EPOCH_OFFSET);
    }

    long epoch() {
        return epochOf(content);
    }

    boolean isInterrupted() {
        return content.getInt(INTERRUPTED_OFFSET) != 0;
    }

    private String rollCycle() {
        return new String(content.array(), ROLL_CYCLE_OFFSET, ROLL_CYCLE_LIMIT, StandardCharsets.US_ASCII).trim();
    }

    /** Give the journal a new epoch: from here on, positions of the past mean nothing. */
    void mintEpoch() {
        long epoch = 0;
        while (epoch == 0) {
            epoch = new SecureRandom().nextLong();
        }
        content.putLong(EPOCH_OFFSET, epoch).putInt(INTERRUPTED_OFFSET, 0);
        final Path temporary = path.resolveSibling(NAME + ".new");
        try {
            write(temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            throw new JournalException("can't write " + path + ": " + e, e);
        }
    }

    /** Note that ticks pass without being journaled. In place, since it must work on a full disk. */
    void markInterrupted() throws IOException {
        content.putInt(INTERRUPTED_OFFSET, 1);
        write(path);
    }

    private void write(Path file, StandardOpenOption... options) throws IOException {
        content.putInt(CRC_OFFSET, crc(content));
        final StandardOpenOption[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(file, all)) {
            channel.write(content.duplicate().clear(), 0);
            channel.force(true);
        }
    }

    private static int crc(ByteBuffer content) {
        final CRC32C crc = new CRC32C();
        crc.update(content.array(), 0, CRC_OFFSET);
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (final IOException e) {
            throw new JournalException("can't unlock " + path.getParent() + ": " + e, e);
        }
    }
}
