package io.tickwire.server.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.*;

/** {@code cat --follow} in a process of its own, which ends as in a shell. */
@Timeout(60)
final class JournalFollowProcessTest {
    @TempDir
    private Path directory;
    private WrittenJournal journal;
    private Process process;
    private BufferedReader lines;

    @BeforeEach
    void start() throws IOException {
        journal = new WrittenJournal(directory);
        journal.define(1, "BTCUSDT@spot", -2, -3);
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--")).toList());
        command.addAll(List.of("-Xmx128m", "-cp", System.getProperty("java.class.path"),
            TickwireMain.class.getName(), "journal", "cat", "--dir", journal.directory.toString(), "--follow",
            "--from", "1"));
        process = new ProcessBuilder(command).redirectError(directory.resolve("err").toFile()).start();
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertEquals("1 1000000000 type=definition symbol=BTCUSDT@spot instrument=1 source=3 sourceInstrument=77 "
            + "priceExponent=-2 sizeExponent=-3", lines.readLine());
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
        journal.close();
    }

    @Test
    void shouldEndInOrderWhenItIsToldTo() throws Exception {
        journal.status(1);
        assertEquals("2 1000000000 type=status source=3 time=999999999 status=1", lines.readLine());
        // Not the process's own destroy, which closes the streams.
        process.toHandle().destroy();
        assertEquals(0, process.waitFor());
        assertNull(lines.readLine());
        assertEquals("", Files.readString(directory.resolve("err")));
    }

    @Test
    void shouldEndQuietlyWhenNobodyReadsAnyMore() throws Exception {
        lines.close();
        do {
            journal.status(1);
        } while (!process.waitFor(10, TimeUnit.MILLISECONDS));
        assertEquals(0, process.exitValue());
        assertEquals("", Files.readString(directory.resolve("err")));
    }
}
