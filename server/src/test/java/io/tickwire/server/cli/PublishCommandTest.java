package io.tickwire.server.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
final class PublishCommandTest {
    private static final String LINE = "1723161255088169167 {\"stream\":\"a@trade\",\"data\":{\"s\":\"A\",\"p\":\"1\","
        + "\"q\":\"1\",\"m\":true}}\n";

    @TempDir
    private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldRefuseAWrongCommandLine() throws IOException {
        final String file = Files.writeString(directory.resolve("spot.jsonl"), LINE).toString();
        expect(ExitCode.USAGE, "'FILE'");
        expect(ExitCode.USAGE, "--speed must be", file, "--speed", "0");
        expect(ExitCode.USAGE, "--speed must be", file, "--speed", "-1");
        expect(ExitCode.USAGE, "--speed must be", file, "--speed", "fast");
        expect(ExitCode.USAGE, "--speed must be", file, "--speed", "NaN");
        expect(ExitCode.USAGE, "write it such as 2020-01-30", file, "--date", "20200130");
        expect(ExitCode.USAGE, "venue must be", file, "--venue", "a@b");
        expect(ExitCode.USAGE, "--source must be", file, "--source", "65536");
        expect(ExitCode.USAGE, "--timeout must be", file, "--timeout", "0");
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws IOException {
        expect(ExitCode.FAILURE, "there is no file", directory.resolve("missing").toString());
        expect(ExitCode.FAILURE, "is not a file", directory.toString());
        expect(ExitCode.FAILURE, "notes.txt is of no known kind; known",
            Files.writeString(directory.resolve("notes.txt"), "hello").toString());
        expect(ExitCode.FAILURE, "give --venue", Files.writeString(directory.resolve("a.jsonl"), LINE).toString());
    }

    @Test
    void shouldGiveUpWhenThereIsNoServer() throws IOException {
        final String file = Files.writeString(directory.resolve("spot.jsonl"), LINE).toString();
        expect(ExitCode.FAILURE, "no media driver answers", file, "--timeout", "1", "--set", "aeron.channel=aeron:ipc",
            "--set", "directory=" + directory);
        // The discard port: nobody takes anything there.
        expect(ExitCode.FAILURE, "no server is connected", file, "--timeout", "1", "--set",
            "aeron.channel=aeron:udp?endpoint=127.0.0.1:9", "--set", "directory=" + directory);
    }

    private void expect(int code, String message, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        final List<String> all = new ArrayList<>(List.of("publish"));
        all.addAll(List.of(arguments));
        final int actual = new TickwireCli(Map.of()).output(new PrintWriter(out, true), new PrintWriter(err, true))
            .run(all.toArray(String[]::new));
        assertTrue(err.toString().contains(message), () -> message + " is not in " + err);
        assertEquals(code, actual, err::toString);
    }
}
