package io.tickwire.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What came out of a benchmark, in short.
 *
 * @param startedAt    when it began
 * @param isValid      whether its figures may be believed
 * @param isQuick      whether the run was shortened
 * @param targetCount  how many targets it has
 * @param reachedCount how many of them were reached
 * @param seconds      how long it took
 */
public record Verdict(Instant startedAt, boolean isValid, boolean isQuick, long targetCount, long reachedCount,
                      double seconds) {
    /**
     * Read it out of a directory.
     *
     * @param directory has the results
     * @param bench     name of the benchmark
     * @return empty if there is no result, or none that can be read
     */
    public static Optional<Verdict> read(Path directory, String bench) {
        final Path file = directory.resolve(bench + ".json");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            final BenchResult result = ResultJson.read(file);
            return Optional.of(new Verdict(Instant.parse(result.startedAt()), result.isValid(), result.isQuick(),
                result.targets().size(), result.reachedCount(), result.seconds()));
        } catch (final IOException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
