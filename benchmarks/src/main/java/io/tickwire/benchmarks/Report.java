package io.tickwire.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a benchmark found: printed as it comes, and written to a file at the end, after the machine's description. */
final class Report {
    private final List<String> lines = new ArrayList<>();
    private final Path file;

    Report(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        file = directory.resolve(name + ".txt");
        lines.addAll(Machine.describe());
    }

    void line(String format, Object... values) {
        final String line = String.format(Locale.ROOT, format, values);
        lines.add(line);
        System.out.println(line);
    }

    void write() throws IOException {
        Files.write(file, lines);
        System.out.println("written to " + file);
    }
}
