package io.tickwire.benchmarks.report;

import io.tickwire.benchmarks.plot.Markup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The page {@code report.html}: every result of a directory, in one file that needs nothing else. */
public final class ReportPage {
    private static final String NAME = "report.html";

    private final List<BenchResult> results = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private ReportPage(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
            for (final Path file : files) {
                read(file);
            }
        }
        results.sort(Comparator.comparing(BenchResult::startedAt));
    }

    private void read(Path file) {
        try {
            results.add(ResultJson.read(file));
        } catch (final IOException e) {
            problems.add(file.getFileName() + " could not be read: " + e.getMessage());
        }
    }

    /**
     * Make the page of all results in a directory.
     *
     * @param directory has the {@code .json} files of results, and gets the page; other JSON is named on the page
     * @return the page
     * @throws IOException if the directory can't be read or the page not be written
     */
    public static Path write(Path directory) throws IOException {
        final Path page = directory.resolve(NAME);
        final Path draft = directory.resolve(NAME + ".new");
        Files.writeString(draft, new ReportPage(directory).draw());
        return Files.move(draft, page, StandardCopyOption.REPLACE_EXISTING);
    }

    private String draw() throws IOException {
        final Markup out = new Markup().raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        out.raw("<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        out.raw("<meta name=\"color-scheme\" content=\"light dark\">\n").element("title", "tickwire: benchmarks");
        out.open("style").raw(style()).close("style").close("head").open("body").element("h1", "tickwire: benchmarks");
        problems.forEach(problem -> out.element("p", problem, "class", "invalid"));
        overview(out);
        results.forEach(result -> out.raw(new BenchSection(result).draw()));
        return out.close("body").close("html").toString();
    }

    private void overview(Markup out) {
        if (results.isEmpty()) {
            out.element("p", "No results yet. \"tickwire bench all\" measures everything.");
            return;
        }
        final List<String> notValid = results.stream().filter(result -> !result.isValid()).map(BenchResult::bench)
            .toList();
        if (!notValid.isEmpty()) {
            out.element("p", "Not valid: " + String.join(", ", notValid) + ". Don't rely on their figures.", "class",
                "invalid");
        }
        out.element("p", "Measured on " + results.stream().map(result -> result.machine().getOrDefault("cpu",
            "a machine that is not known") + ", " + result.machine().getOrDefault("cores", "?") + " cores").distinct()
            .collect(Collectors.joining("; ")) + ".");
        out.open("div", "class", "table").open("table").open("thead").open("tr").element("th", "Benchmark")
            .element("th", "Figures").element("th", "Targets reached").close("tr").close("thead").open("tbody");
        for (final BenchResult result : results) {
            final int targets = result.targets().size();
            out.open("tr").open("td").element("a", result.bench(), "href", "#" + result.bench()).close("td")
                .element("td", !result.isValid() ? "\u2717 not valid" : result.isQuick() ? "\u2713 valid, quick run"
                    : "\u2713 valid", "class", result.isValid() ? "yes" : "no")
                .element("td", targets == 0 ? "none set" : result.reachedCount() + " of " + targets, "class",
                    targets == 0 || !result.isValid() ? "none" : result.reachedCount() == targets ? "yes" : "no")
                .close("tr");
        }
        out.close("tbody").close("table").close("div");
    }

    private static String style() throws IOException {
        try (InputStream style = ReportPage.class.getResourceAsStream("report.css")) {
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
