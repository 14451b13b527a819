package io.tickwire.core.counters;

import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.errors.ErrorLogReader;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

import java.io.PrintStream;
import java.nio.MappedByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

import static org.agrona.BitUtil.align;

/**
 * The server's counters and its distinct error log, in one mapped file {@value #FILE_NAME}. Another process can read
 * it at any time.
 *
 * <pre>
 *   0: magic int64, 64: counter metadata, then counter values, then the error log
 * </pre>
 */
public final class CounterFile implements AutoCloseable {
    /** Name of the file in the data directory. */
    public static final String FILE_NAME = "tickwire.counters";

    private static final long MAGIC = 0x3130_4352_4957_4B54L;
    private static final int HEADER_LENGTH = 64;
    private static final int VALUES_LENGTH = align(CounterId.values().length * CountersReader.COUNTER_LENGTH, 4096);
    private static final int METADATA_LENGTH =
        VALUES_LENGTH / CountersReader.COUNTER_LENGTH * CountersReader.METADATA_LENGTH;
    private static final int ERRORS_LENGTH = 1 << 20;
    private static final int FILE_LENGTH = HEADER_LENGTH + METADATA_LENGTH + VALUES_LENGTH + ERRORS_LENGTH;

    private final MappedByteBuffer file;
    private final CountersManager manager;
    private final AtomicCounter[] counters = new AtomicCounter[CounterId.values().length];
    private final ErrorLog errors;

    /**
     * Create the file, in place of an older one.
     *
     * @param directory an existing directory
     */
    public CounterFile(Path directory) {
        final Path path = directory.resolve(FILE_NAME);
        IoUtil.deleteIfExists(path.toFile());
        file = IoUtil.mapNewFile(path.toFile(), FILE_LENGTH);
        manager = new CountersManager(section(file, HEADER_LENGTH, METADATA_LENGTH),
            section(file, HEADER_LENGTH + METADATA_LENGTH, VALUES_LENGTH), StandardCharsets.US_ASCII);
        for (final CounterId id : CounterId.values()) {
            counters[id.ordinal()] = manager.newCounter(id.label(), id.ordinal());
        }
        errors = new ErrorLog(new DistinctErrorLog(
            section(file, HEADER_LENGTH + METADATA_LENGTH + VALUES_LENGTH, ERRORS_LENGTH),
            System::currentTimeMillis), counter(CounterId.ERRORS), System.err);
        new UnsafeBuffer(file).putLongRelease(0, MAGIC);
    }

    /**
     * One counter.
     *
     * @param id which
     * @return the counter
     */
    public AtomicCounter counter(CounterId id) {
        return counters[id.ordinal()];
    }

    /**
     * The error log of this process.
     *
     * @return safe for use by any thread
     */
    public ErrorLog errors() {
        return errors;
    }

    /**
     * Print all counters and errors of a file, of a running server or of one that died.
     *
     * @param directory where the file is
     * @param out       gets one line a counter, then the errors
     * @throws IllegalStateException if there is no such file, or it is no counter file
     */
    public static void print(Path directory, PrintStream out) {
        final Path path = directory.resolve(FILE_NAME);
        if (!path.toFile().isFile()) {
            throw new IllegalStateException("no " + FILE_NAME + " in " + directory
                + "; name the data directory of a server");
        }
        final MappedByteBuffer mapped = IoUtil.mapExistingFile(path.toFile(), FILE_NAME);
        try {
            if (mapped.capacity() != FILE_LENGTH || new UnsafeBuffer(mapped).getLongVolatile(0) != MAGIC) {
                throw new IllegalStateException(path + " is no counter file of this version");
            }
            final CountersReader reader = new CountersReader(section(mapped, HEADER_LENGTH, METADATA_LENGTH),
                section(mapped, HEADER_LENGTH + METADATA_LENGTH, VALUES_LENGTH), StandardCharsets.US_ASCII);
            reader.forEach((value, id, label) -> out.printf(Locale.ROOT, "%20d  %s%n", value, label));
            ErrorLogReader.read(section(mapped, HEADER_LENGTH + METADATA_LENGTH + VALUES_LENGTH, ERRORS_LENGTH),
                (count, firstMs, lastMs, text) -> out.printf(Locale.ROOT, "%n%d times from %s to %s:%n%s", count,
                    Instant.ofEpochMilli(firstMs), Instant.ofEpochMilli(lastMs), text));
        } finally {
            IoUtil.unmap(mapped);
        }
    }

    private static UnsafeBuffer section(MappedByteBuffer file, int offset, int length) {
        return new UnsafeBuffer(file, offset, length);
    }

    /**
     * Write what the file holds to disk. The memory stays mapped as long as a counter or the error log can be reached:
     * a thread that reads or counts after this must not bring down the JVM.
     */
    @Override
    public void close() {
        file.force();
    }
}
