package io.tickwire.benchmarks.report;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class ReportPageTest {
    private static final Pattern REFERENCE = Pattern.compile("(https?:|src=|url\\(|@import|<link|<script)");

    @TempDir
    private Path directory;

    private String page(BenchResult... results) throws IOException {
        for (final BenchResult result : results) {
            ResultJson.write(result, directory.resolve(result.bench() + ".json"));
        }
        return Files.readString(ReportPage.write(directory));
    }

    private static BenchResult result(List<String> doubts, List<Figure> figures, List<Curve> curves) {
        return new BenchResult("trial", "So <b>bold</b>.", false, "2026-11-26T07:00:00Z", 3, doubts,
            Map.of("cpu", "A Chip", "cores", "2"), figures, curves, List.of(new Target("p99", 3, 2, true, "ms")));
    }

    private static Curve curve(String name, String rig, int rate) {
        return new Curve(name, Map.of("rig", rig, "rate", String.valueOf(rate)), 1_000, Map.of("p50Us", 10.0),
            List.of(new Curve.Point(0, 5), new Curve.Point(50, 10), new Curve.Point(100, 90)), "x.hdr");
    }

    private static long count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1L;
    }

    @Test
    void shouldNeedNothingButItself() throws IOException {
        final String page = page(result(List.of(), List.of(new Figure("speed", Map.of("subscribers", "1"), 5, "x"),
            new Figure("speed", Map.of("subscribers", "100"), 50, "x")), List.of(curve("a", "floor", 1))));

        final Matcher reference = REFERENCE.matcher(page);
        assertFalse(reference.find(), () -> "refers to something at " + reference.start());
        assertTrue(page.contains("<svg"), "has plots");
        assertTrue(page.contains("prefers-color-scheme: dark"), "has its style");
    }

    @Test
    void shouldShowValidityAndTargets() throws IOException {
        final String page = page(result(List.of("too busy"), List.of(), List.of()));

        assertTrue(page.contains("Not valid: trial. Don't rely on their figures."), page);
        assertTrue(page.contains("<li>too busy</li>"), page);
        assertTrue(page.contains("not reached"), page);
        assertTrue(page.contains("0 of 1"), page);
    }

    @Test
    void shouldEscapeText() throws IOException {
        final String page = page(result(List.of(), List.of(), List.of()));

        assertTrue(page.contains("So &lt;b&gt;bold&lt;/b&gt;."), page);
        assertFalse(page.contains("<b>"), page);
    }

    @Test
    void shouldNameFilesThatCantBeRead() throws IOException {
        Files.writeString(directory.resolve("broken.json"), "{");

        final String page = page(result(List.of(), List.of(), List.of()));

        assertTrue(page.contains("broken.json could not be read"), page);
        assertTrue(page.contains("id=\"trial\""), page);
    }

    @Test
    void shouldSayThatThereIsNothingYet() throws IOException {
        assertTrue(page().contains("No results yet."));
    }

    @Test
    void shouldDrawWhatIsComparedIntoOnePlot() throws IOException {
        final List<Curve> curves = new ArrayList<>();
        for (final int rate : new int[]{10, 100, 1_000}) {
            curves.add(curve("tickToClient", "tickwire", rate));
            curves.add(curve("tickToClient", "floor", rate));
        }

        final List<String> plots = CurvePlots.of(curves);

        assertEquals(3, plots.size());
        assertTrue(plots.get(1).contains("tick to client: rate 100"), plots.get(1));
        assertTrue(plots.get(1).contains("line s0") && plots.get(1).contains("line floor"), plots.get(1));
    }

    @Test
    void shouldDrawTheTailOverWhatGrows() {
        final List<Curve> curves = new ArrayList<>();
        for (final int rate : new int[]{10, 100, 1_000}) {
            curves.add(new Curve("tickToClient", Map.of("rig", "tickwire", "rate", "" + rate), 9,
                Map.of("p99Us", rate * 3.0), List.of(), "x.hdr"));
        }

        final List<String> plots = FigurePlots.tailsOf(curves);

        assertEquals(1, plots.size());
        assertTrue(plots.get(0).contains("tick to client p99 over rate"), plots.get(0));
        assertTrue(plots.get(0).contains("1 ms"), "has its unit");
        assertEquals(List.of(), FigurePlots.tailsOf(curves.subList(0, 2)));
    }

    @Test
    void shouldDrawEveryFigureThatHasAScaleOrCompany() {
        final List<Figure> figures = new ArrayList<>();
        for (int who = 0; who < 11; who++) {
            for (final int subscribers : new int[]{1, 10, 1_000}) {
                figures.add(new Figure("delivered", Map.of("who", "w" + who, "subscribers", "" + subscribers),
                    subscribers * 5, "ticks/s"));
            }
        }
        figures.add(new Figure("bytes", Map.of("what", "a", "of", "quote"), 3, "bytes"));
        figures.add(new Figure("bytes", Map.of("what", "b", "of", "quote"), 4, "bytes"));
        figures.add(new Figure("alone", Map.of(), 4, "x"));
        figures.add(new Figure("lost", Map.of("subscribers", "1"), Double.NaN, "x"));

        final List<String> plots = FigurePlots.of(figures);

        assertEquals(3, plots.size(), "two for eleven lines, one for the bars");
        assertEquals(33, count(plots.get(0), "class=\"dot") + count(plots.get(1), "class=\"dot"));
        assertTrue(plots.get(2).contains("bytes: quote"), plots.get(2));
        assertEquals(2, count(plots.get(2), "<rect"));
    }
}
