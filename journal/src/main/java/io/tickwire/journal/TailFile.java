package io.tickwire.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What a start does to a file of a journal that nobody has open. Stateless. */
final class TailFile {
    private TailFile() {
    }

    /** Chronicle extends a file again, with zeros, when it maps it. */
    static void truncate(Path path, long length) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        } catch (final IOException e) {
            throw new JournalException("can't cut the journal file " + path + ": " + e, e);
        }
    }

    /** Cut off what is behind the last whole document, and end the file there. */
    static void close(TailReader.FileTail tail) {
        final Path path = tail.path();
        truncate(path, tail.cut());
        final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.write(bytes.putInt(0, CycleFile.END_OF_FILE).limit(Integer.BYTES), tail.cut());
            channel.write(bytes.clear().putLong(0, tail.lastPosition()), CycleFile.writePositionOffset());
        } catch (final IOException e) {
            throw new JournalException("can't close the journal file " + path + ": " + e, e);
        }
    }

    /** Rename, so that it is no part of the journal any more. */
    static Path setAside(Path path, String suffix) {
        final Path aside = path.resolveSibling(path.getFileName() + suffix);
        try {
            return Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            throw new JournalException("can't set aside the journal file " + path + ": " + e, e);
        }
    }
}
