package io.tickwire.server.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class TickwireCliTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldExplainItselfAndItsExitCodes() {
        assertEquals(ExitCode.OK, run("--help"));
        assertTrue(out.toString().contains("Exit codes:"), out.toString());
        assertTrue(out.toString().contains("config"), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void shouldHaveHelpForEveryCommand() {
        assertEquals(ExitCode.OK, run("config", "check", "--help"));
        assertTrue(out.toString().contains("--set=KEY=VALUE"), out.toString());
        for (final String name : new CommandLine(new TickwireCommand()).getSubcommands().keySet()) {
            assertEquals(ExitCode.OK, run(name, "--help"), name);
            assertTrue(out.toString().contains("Usage: tickwire " + name), out.toString());
        }
    }

    @Test
    void shouldShowItsVersion() {
        assertEquals(ExitCode.OK, run("--version"));
        assertTrue(out.toString().startsWith("tickwire "), out.toString());
    }

    @Test
    void shouldNameTheNearestCommand() {
        assertEquals(ExitCode.USAGE, run("confg"));
        assertEquals(List.of("tickwire: unknown command confg", "Did you mean: tickwire config?",
            "Help: tickwire --help"), err.toString().lines().toList());
    }

    @Test
    void shouldRefuseAnUnknownOption() {
        assertEquals(ExitCode.USAGE, run("config", "check", "--confg", "x"));
        assertTrue(err.toString().startsWith("tickwire: Unknown option"), err.toString());
        assertTrue(err.toString().endsWith("Help: tickwire config check --help\n"), err.toString());
    }

    @Test
    void shouldListTheCommandsIfNoneIsGiven() {
        assertEquals(ExitCode.USAGE, run());
        assertTrue(err.toString().contains("missing command\nCommands: "), err.toString());
        assertTrue(err.toString().lines().toList().get(1).contains("demo, server, publish, subscribe, journal, config"),
            err.toString());
    }

    @Test
    void shouldReportEveryConfigurationErrorWithoutAStackTrace() {
        assertEquals(ExitCode.FAILURE, run("config", "check", "--set", "ring.capacity=5", "--set", "x=1"));
        assertTrue(err.toString().startsWith("tickwire: the configuration has 2 errors:\n  --set ring.capacity=5: "),
            err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void shouldShowTheStackTraceOnRequest() {
        assertEquals(ExitCode.FAILURE, run("config", "check", "--set", "x=1", "--verbose"));
        assertTrue(err.toString().contains("\tat "), err.toString());
        err.getBuffer().setLength(0);
        final PrintWriter errors = new PrintWriter(err, true);
        new TickwireCli(Map.of("TICKWIRE_VERBOSE", "1")).output(new PrintWriter(out, true), errors)
            .run("config", "check", "--set", "x=1");
        assertTrue(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void shouldPrintEachValueWithItsOrigin(@TempDir Path directory) throws IOException {
        final Path file = Files.writeString(directory.resolve("a.conf"), "\ngateway.port = 9000\n");
        assertEquals(ExitCode.OK, run("config", "print", "--config", file.toString(), "--set", "http.port=1"));
        final List<String> lines = out.toString().lines().map(line -> line.replaceAll(" +", " ")).toList();
        assertTrue(lines.contains("gateway.port = 9000 # " + file + ":2"), out.toString());
        assertTrue(lines.contains("http.port = 1 # --set http.port=1"), out.toString());
        assertTrue(lines.contains("ring.capacity = 65536 # default"), out.toString());
    }

    @Test
    void shouldPrintAFileThatLoadsAgain(@TempDir Path directory) throws IOException {
        assertEquals(ExitCode.OK, run("config", "print", "--set", "gateway.host=::1", "--set", "threading.cores=0,-1",
            "--set", "threading.mode=dedicated", "--set", "fanout.heartbeat=2 s"));
        final Path printed = Files.writeString(directory.resolve("printed.conf"), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(ExitCode.OK, run("config", "check", "--config", printed.toString()), err.toString());
    }

    @Test
    void shouldPrintTheDefaultsAsAFile(@TempDir Path directory) throws IOException {
        assertEquals(ExitCode.OK, run("config", "defaults"));
        final Path printed = Files.writeString(directory.resolve("defaults.conf"), out.toString());
        assertEquals(ExitCode.OK, run("config", "check", "--config", printed.toString()), err.toString());
    }

    @Test
    void shouldSayWhatIsWrongWithATimeToBeginFrom(@TempDir Path directory) {
        for (final String time : List.of("yesterday", "2026-11-24", "2026-02-30T00:00:00Z", "-1")) {
            assertEquals(ExitCode.USAGE, run("subscribe", "BTC*", "--since=" + time), time);
            assertTrue(err.toString().contains("'" + time + "' is no time with a zone; write it such as"),
                err.toString());
            err.getBuffer().setLength(0);
        }
        assertEquals(ExitCode.USAGE, run("subscribe", "BTC*", "--since=9223372036854775808"));
        assertTrue(err.toString().contains("is too far away"), err.toString());
        err.getBuffer().setLength(0);
        assertEquals(ExitCode.USAGE, run("subscribe", "BTC*", "--since", "1969-12-31T23:59:59Z"));
        assertTrue(err.toString().startsWith("tickwire: since must be a time from 1970"), err.toString());
        err.getBuffer().setLength(0);
        assertEquals(ExitCode.USAGE, run("subscribe", "BTC*", "--since", "2026-11-24T14:30:00Z", "--resume",
            directory.resolve("position").toString()));
        assertTrue(err.toString().startsWith("tickwire: --since and --resume exclude each other"), err.toString());
    }

    @Test
    void shouldReadATimeAsInstantOrAsNanoseconds() {
        assertEquals(1_795_530_600_000_000_001L, new TimeConverter().convert("2026-11-24T14:30:00.000000001Z"));
        assertEquals(1_795_530_600_000_000_000L, new TimeConverter().convert("2026-11-24T09:30:00-05:00"));
        assertEquals(1_795_530_600_000_000_001L, new TimeConverter().convert("1795530600000000001"));
        assertEquals(0, new TimeConverter().convert("0"));
    }

    private int run(String... arguments) {
        return new TickwireCli(Map.of()).output(new PrintWriter(out, true), new PrintWriter(err, true)).run(arguments);
    }
}
