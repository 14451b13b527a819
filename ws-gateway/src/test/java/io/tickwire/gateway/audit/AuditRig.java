package io.tickwire.gateway.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickwire.config.AuditConfig;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersReader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** An audit log whose writer is stepped by hand. */
final class AuditRig {
    static final long DAY_NS = 86_400_000_000_000L;
    /** 2026-01-31T14:30:00Z. */
    static final long START_NS = 1_769_869_800_000_000_000L;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final AtomicCounter lost = newCounter();
    final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    final AuditQueue queue;
    final AuditWriter writer;

    AuditRig(AuditConfig config, long queueLimitBytes, long timeNs) throws IOException {
        queue = new AuditQueue(queueLimitBytes, lost);
        writer = new AuditWriter(queue, new AuditFiles(config, timeNs, this::onError),
            new AuditEvent.Started("18c2a6f3b1e0d4a7", timeNs), this::onError);
    }

    AuditRig(AuditConfig config) throws IOException {
        this(config, 1 << 20, START_NS);
    }

    static AtomicCounter newCounter() {
        return new AtomicCounter(new UnsafeBuffer(new byte[CountersReader.COUNTER_LENGTH]), 0);
    }

    private void onError(Throwable error) {
        errors.add(error.getMessage());
    }

    void closed(long connectionId, long timeNs) {
        queue.offer(new AuditEvent.Closed(connectionId, 7, 1000, timeNs));
    }

    /** Past the pause after a failure. */
    void run() {
        for (int i = 0; i <= AuditWriter.PAUSE_TURNS; i++) {
            writer.doWork();
        }
    }

    static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(path -> path.getFileName().toString().startsWith("audit-")).sorted().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> names(Path directory) {
        return files(directory).stream().map(path -> path.getFileName().toString()).toList();
    }

    /** Every line of every file, the oldest first. */
    static List<String> text(Path directory) {
        final List<String> lines = new ArrayList<>();
        for (final Path file : files(directory)) {
            try {
                final String all = Files.readString(file);
                if (!all.isEmpty() && !all.endsWith("\n")) {
                    throw new AssertionError(file + " ends within a line");
                }
                lines.addAll(all.lines().toList());
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return lines;
    }

    static JsonNode json(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (final IOException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    static List<JsonNode> events(Path directory, String name) {
        return text(directory).stream().map(AuditRig::json).filter(line -> name.equals(line.get("event").textValue()))
            .toList();
    }
}
