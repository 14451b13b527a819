package io.tickwire.gateway.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.config.AuditConfig;
import org.agrona.concurrent.status.AtomicCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static io.tickwire.gateway.audit.AuditRig.START_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class AuditLogTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 5_000;

    @TempDir
    private Path directory;
    private final AtomicCounter lost = AuditRig.newCounter();
    private final List<Throwable> errors = new ArrayList<>();

    private AuditLog open(Path in, long fileLimitBytes) throws IOException {
        return new AuditLog(new AuditConfig(in, fileLimitBytes, 0), "18c2a6f3b1e0d4a7", START_NS, lost, errors::add);
    }

    @Test
    void shouldWriteWhatHappenedAsLines() throws IOException {
        final Path in = directory.resolve("not/yet/there");
        final AuditLog log = open(in, 1 << 20);
        log.opened(17, "alice", "token-1", "203.0.113.7", START_NS + 1);
        log.granted(17, 90_211, List.of("BTCUSDT@spot", "IBM@Q"), "all", START_NS + 2);
        log.ended(17, 90_377, List.of("BTC*"), START_NS + 3);
        log.closed(17, 90_402, 1001, START_NS + 1_000_000_000L);
        log.opened(18, null, null, "2001:db8::1", START_NS + 5);
        log.close();
        assertEquals("""
            {"time":"2026-01-31T14:30:00.000000000Z","event":"started","epoch":"18c2a6f3b1e0d4a7"}
            {"time":"2026-01-31T14:30:00.000000001Z","event":"opened","connection":17,"subject":"alice",\
            "token":"token-1","address":"203.0.113.7"}
            {"time":"2026-01-31T14:30:00.000000002Z","event":"granted","connection":17,"position":90211,"mode":"all",\
            "instruments":["BTCUSDT@spot","IBM@Q"]}
            {"time":"2026-01-31T14:30:00.000000003Z","event":"ended","connection":17,"position":90377,\
            "remaining":["BTC*"]}
            {"time":"2026-01-31T14:30:01.000000000Z","event":"closed","connection":17,"position":90402,"code":1001}
            {"time":"2026-01-31T14:30:00.000000005Z","event":"opened","connection":18,"subject":null,"token":null,\
            "address":"2001:db8::1"}
            """, String.join("\n", AuditRig.text(in)) + "\n");
        assertEquals(List.of("audit-2026-01-31T14-30-00.000000000Z.jsonl"), AuditRig.names(in));
        assertEquals(0, lost.get());
        assertEquals(List.of(), errors);
    }

    @Test
    void shouldKeepEveryEventOfManyThreadsWholeAndInOrder() throws Exception {
        final AuditLog log = open(directory, 300_000);
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            final int connectionId = i;
            threads.add(new Thread(() -> {
                for (int n = 0; n < ROUNDS; n++) {
                    log.granted(connectionId, n, List.of("A" + n, "B".repeat(n % 50)), "all", START_NS + n);
                }
            }));
        }
        for (final Thread thread : threads) {
            thread.start();
        }
        for (final Thread thread : threads) {
            thread.join();
        }
        log.close();
        assertEquals(List.of(), errors);
        assertEquals(0, lost.get());
        final int[] next = new int[THREADS];
        for (final JsonNode line : AuditRig.events(directory, "granted")) {
            final int n = next[line.get("connection").intValue()]++;
            assertEquals(n, line.get("position").intValue());
            assertEquals("A" + n, line.get("instruments").get(0).textValue());
            assertEquals("B".repeat(n % 50), line.get("instruments").get(1).textValue());
        }
        for (final int count : next) {
            assertEquals(ROUNDS, count);
        }
        assertTrue(AuditRig.files(directory).size() > 5, "some files were filled");
        for (final Path file : AuditRig.files(directory)) {
            assertTrue(Files.size(file) <= 300_000, () -> file + " is longer than the limit");
        }
    }

    @Test
    void shouldWriteAnyTextAsOneLineOfAscii() throws IOException {
        final String subject = "a\"\\\n\r\u0000\u2028\u00e9\ud83d\ude00\ud800";
        try (AuditLog log = open(directory, 1 << 20)) {
            log.opened(1, subject, "x", "y", START_NS);
        }
        assertEquals(2, AuditRig.text(directory).size());
        final String line = AuditRig.text(directory).get(1);
        assertTrue(line.chars().allMatch(c -> c >= 0x20 && c < 0x7F), line);
        assertEquals(subject, AuditRig.json(line).get("subject").textValue());
    }

    @Test
    void shouldSayWhereItCanNotWrite() throws IOException {
        final Path file = Files.createFile(directory.resolve("file"));
        final String message = assertThrows(IOException.class, () -> open(file, 1 << 20)).getMessage();
        assertTrue(message.startsWith("the audit log can't be written in audit.directory = " + file + ": "), message);
        assertTrue(message.endsWith("; give it a directory that the server may write, or leave it empty for no audit"),
            message);
    }

    @Test
    void shouldCountWhatComesTooLate() throws IOException {
        final AuditLog log = open(directory, 1 << 20);
        log.close();
        log.closed(1, 2, 1000, START_NS);
        assertEquals(1, lost.get());
        assertEquals(1, AuditRig.text(directory).size());
        log.close();
    }
}
