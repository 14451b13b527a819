package io.tickwire.benchmarks.report;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class ResultJsonTest {
    @TempDir
    private Path directory;

    @Test
    void shouldReadWhatWasWritten() throws IOException {
        final BenchResult result = new BenchResult("fanout", "How much, and \"how fast\".", true,
            "2026-11-26T07:00:00Z", 12.5, List.of("too busy"), Map.of("cpu", "A Chip"),
            List.of(new Figure("delivered", Map.of("subscribers", "1,000"), 2.5e7, "ticks/s"),
                new Figure("ratio", Map.of(), Double.NaN, "x")),
            List.of(new Curve("tickToClient", Map.of("rate", "10"), 7, Map.of("p50Us", 1.5),
                List.of(new Curve.Point(0, 1), new Curve.Point(100, 3.25)), "a.hdr")),
            List.of(new Target("p99", Double.POSITIVE_INFINITY, 100, true, "ms")));

        ResultJson.write(result, directory.resolve("fanout.json"));

        assertEquals(result, ResultJson.read(directory.resolve("fanout.json")));
    }

    @Test
    void shouldRefuseWhatIsNoResult() throws IOException {
        final Path file = Files.writeString(directory.resolve("package.json"), "{\"name\": 1}");

        assertTrue(assertThrows(IOException.class, () -> ResultJson.read(file)).getMessage()
            .contains("is not the result of a benchmark"));
        assertEquals(Optional.empty(), Verdict.read(directory, "package"));
        assertEquals(Optional.empty(), Verdict.read(directory, "none"));
    }

    @Test
    void shouldTellTheVerdictInShort() throws IOException {
        ResultJson.write(new BenchResult("storm", "", false, "2026-11-26T07:00:00Z", 60, List.of(), Map.of(),
            List.of(), List.of(), List.of(new Target("a", 1, 2, true, "x"), new Target("b", 1, 2, false, "x"),
            new Target("c", Double.NaN, 2, true, "x"))), directory.resolve("storm.json"));

        final Verdict verdict = Verdict.read(directory, "storm").orElseThrow();

        assertTrue(verdict.isValid());
        assertFalse(verdict.isQuick());
        assertEquals(3, verdict.targetCount());
        assertEquals(1, verdict.reachedCount());
        assertEquals(60, verdict.seconds());
    }
}
