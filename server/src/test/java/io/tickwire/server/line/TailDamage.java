package io.tickwire.server.line;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Damage near the end of what was written into the newest file of a journal.
 *
 * @param file which
 * @param from first byte that is not what it was
 * @param end  behind the last one
 * @param what was done
 */
record TailDamage(Path file, long from, long end, String what) {
    private static final int REACH = 4096;
    private static final int GARBAGE_LIMIT = 64;
    private static final int CHUNK = 1 << 20;

    /** 1 to 64 bytes within the last 4 KiB become others. */
    static TailDamage garbage(Path directory, Random random) throws IOException {
        final Path file = newest(directory);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            final long end = writtenEnd(raw);
            final long from = Math.max(0, end - 1 - random.nextInt(REACH));
            final byte[] bytes = new byte[(int) Math.min(1 + random.nextInt(GARBAGE_LIMIT), end - from)];
            raw.seek(from);
            raw.readFully(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= (byte) (1 + random.nextInt(255));
            }
            raw.seek(from);
            raw.write(bytes);
            return new TailDamage(file, from, from + bytes.length,
                bytes.length + " bytes of garbage at " + from + " of " + end + " in " + file);
        }
    }

    /** The file loses its end: 1 to 4,096 bytes of what was written. */
    static TailDamage truncation(Path directory, Random random) throws IOException {
        final Path file = newest(directory);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            final long end = writtenEnd(raw);
            final long from = Math.max(0, end - 1 - random.nextInt(REACH));
            raw.setLength(from);
            return new TailDamage(file, from, Long.MAX_VALUE, "cut at " + from + " of " + end + ": " + file);
        }
    }

    private static Path newest(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(path -> path.toString().endsWith(".cq4")).sorted().reduce((one, next) -> next)
                .orElseThrow();
        }
    }

    /** Behind the last byte that is not zero. */
    private static long writtenEnd(RandomAccessFile raw) throws IOException {
        final byte[] chunk = new byte[CHUNK];
        for (long start = (raw.length() - 1) / CHUNK * CHUNK; start >= 0; start -= CHUNK) {
            raw.seek(start);
            for (int i = raw.read(chunk) - 1; i >= 0; i--) {
                if (chunk[i] != 0) {
                    return start + i + 1;
                }
            }
        }
        throw new IOException("nothing was written");
    }
}
