package io.tickwire.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class BenchMainTest {
    private final CommandLine main = new CommandLine(new BenchMain());

    @Test
    void shouldNameEveryBenchmarkWhenNoneIsNamed() {
        final StringWriter errors = new StringWriter();
        main.setErr(new PrintWriter(errors, true));

        assertEquals(CommandLine.ExitCode.USAGE, main.execute());

        final String message = errors.toString().lines().findFirst().orElseThrow();
        main.getSubcommands().keySet().forEach(name -> assertTrue(message.contains(name), () -> name + ": " + message));
    }

    @Test
    void shouldLetEveryCommandSayWhereItsFilesGo() {
        main.getSubcommands().forEach((name, command) ->
            assertTrue(command.getCommandSpec().findOption("--output") != null, name));
    }

    @Test
    void shouldNameTheDirectoryThatIsNotThere() {
        final StringWriter errors = new StringWriter();
        main.setErr(new PrintWriter(errors, true));

        assertEquals(CommandLine.ExitCode.USAGE, main.execute("report", "--output", "no/such/place"));

        assertTrue(errors.toString().contains("there is no directory"), errors::toString);
    }
}
