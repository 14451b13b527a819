package io.tickwire.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * After an append error: ends the newest file behind its last whole excerpt, where readers stop, and sets aside one
 * that was only being started. Nothing is truncated, since readers have the file mapped. Upkeep thread only.
 */
final class FileCloser {
    private final Path directory;

    FileCloser(Path directory) {
        this.directory = directory;
    }

    void closeNewest(long lastSequence) throws IOException {
        final Path[] files = CycleFile.list(directory);
        for (int i = files.length - 1; i >= 0; i--) {
            final long end = end(files[i], lastSequence);
            if (end > 0) {
                endAt(files[i], end);
                return;
            }
            Files.move(files[i], files[i].resolveSibling(files[i].getFileName() + ".unfinished"),
                StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Behind the last whole document, 0 if there is no excerpt, which is so while a file is being started. */
    private static long end(Path path, long lastSequence) {
        try (CycleFile file = new CycleFile(path)) {
            if (DamageSkip.any(file, 0) == DamageSkip.NOT_FOUND) {
                return 0;
            }
            long position = CycleIndex.indexed(file, lastSequence);
            for (int word = file.word(position); word != 0 && !CycleFile.isIncomplete(word)
                && word != CycleFile.END_OF_FILE; word = file.word(position)) {
                position = CycleFile.next(position, word);
            }
            return position;
        }
    }

    /** Write the end of a file, where nothing was written yet. */
    static void endAt(Path path, long position) throws IOException {
        final ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.write(word.putInt(0, CycleFile.END_OF_FILE), position);
        }
    }
}
