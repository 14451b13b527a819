package io.tickwire.gateway.audit;

import io.tickwire.config.AuditConfig;
import org.agrona.ErrorHandler;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The files of the audit log, named by the time of their first event, so that they sort: a new one with each day and
 * when one is full; the oldest are deleted. One thread.
 */
final class AuditFiles implements AutoCloseable {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
        "'audit-'uuuu-MM-dd'T'HH-mm-ss.SSSSSSSSS'Z.jsonl'");

    private final AuditConfig config;
    private final ErrorHandler errors;
    private AuditFile current;
    private long currentNs;

    /**
     * Go on with the newest file, if it is of the same day and not full; else begin one.
     *
     * @param config where, how long and how many
     * @param timeNs now, ns since 1970
     * @param errors gets what does not keep the log from being written
     * @throws IOException if the directory or the file can't be made or written
     */
    AuditFiles(AuditConfig config, long timeNs, ErrorHandler errors) throws IOException {
        this.config = config;
        this.errors = errors;
        Files.createDirectories(config.directory());
        final List<Path> files = list();
        currentNs = Long.MIN_VALUE;
        if (!files.isEmpty()) {
            final Path newest = files.get(files.size() - 1);
            currentNs = timeNs(newest);
            current = new AuditFile(newest);
        }
        if (current == null || isNewDay(timeNs) || isFull(0)) {
            begin(timeNs);
        } else {
            deleteOldest();
        }
    }

    /** Whether a line of a time belongs into a new file, behind so many bytes that wait to be written. */
    boolean isDue(long timeNs, int waitingBytes, int lineBytes) {
        return isNewDay(timeNs) || current.lengthBytes() + waitingBytes > 0 && isFull(waitingBytes + lineBytes);
    }

    private boolean isNewDay(long timeNs) {
        // Threads differ by a little: what is of yesterday may still go into the file of today.
        return Math.floorDiv(timeNs, DAY_NS) > Math.floorDiv(currentNs, DAY_NS);
    }

    private boolean isFull(int moreBytes) {
        return current.lengthBytes() + moreBytes > config.fileLimitBytes();
    }

    /** Begin a new file; if that fails, it goes on with the one before. */
    void begin(long timeNs) throws IOException {
        // Names must sort also when the clock has gone back.
        final long nameNs = Math.max(timeNs, currentNs == Long.MIN_VALUE ? timeNs : currentNs + 1);
        final AuditFile next = new AuditFile(config.directory().resolve(name(nameNs)));
        final AuditFile before = current;
        current = next;
        currentNs = nameNs;
        if (before != null) {
            end(before);
        }
        deleteOldest();
    }

    /** Put lines into the file: all of them, or none and an exception. */
    void append(ByteArrayOutputStream lines) throws IOException {
        current.append(lines);
    }

    private void end(AuditFile file) {
        try (file) {
            file.force();
        } catch (final IOException e) {
            errors.onError(new IOException("can't force the audit file " + file.path() + " to the disk: " + e, e));
        }
    }

    private void deleteOldest() {
        try {
            final List<Path> files = list();
            for (int i = 0; config.keepFiles() > 0 && i < files.size() - config.keepFiles(); i++) {
                Files.deleteIfExists(files.get(i));
            }
        } catch (final IOException e) {
            errors.onError(new IOException("can't delete old audit files in " + config.directory() + ": " + e, e));
        }
    }

    /** The oldest first. Other files are none of ours. */
    private List<Path> list() throws IOException {
        final List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(config.directory())) {
            all.filter(path -> timeNs(path) != Long.MIN_VALUE).sorted().forEach(files::add);
        }
        return files;
    }

    private static String name(long timeNs) {
        return NAME.format(LocalDateTime.ofEpochSecond(Math.floorDiv(timeNs, SECOND_NS),
            (int) Math.floorMod(timeNs, SECOND_NS), ZoneOffset.UTC));
    }

    private static long timeNs(Path path) {
        try {
            final LocalDateTime time = LocalDateTime.parse(path.getFileName().toString(), NAME);
            return time.toEpochSecond(ZoneOffset.UTC) * SECOND_NS + time.getNano();
        } catch (final DateTimeParseException notOurs) {
            return Long.MIN_VALUE;
        }
    }

    @Override
    public void close() {
        end(current);
    }
}
