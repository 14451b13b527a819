package io.tickwire.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A result as JSON. Numbers that are none are written as the text "NaN" or "Infinity". Any thread. */
final class ResultJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ResultJson() {
    }

    static void write(BenchResult result, Path file) throws IOException {
        final ObjectNode root = MAPPER.createObjectNode();
        root.put("bench", result.bench()).put("about", result.about()).put("valid", result.isValid())
            .put("quick", result.isQuick()).put("startedAt", result.startedAt()).put("seconds", result.seconds());
        result.doubts().forEach(root.putArray("doubts")::add);
        result.machine().forEach(root.putObject("machine")::put);
        final ArrayNode figures = root.putArray("figures");
        for (final Figure figure : result.figures()) {
            labelled(figures, figure.name(), figure.labels()).put("value", figure.value()).put("unit", figure.unit());
        }
        final ArrayNode curves = root.putArray("latencies");
        for (final Curve curve : result.curves()) {
            final ObjectNode node = labelled(curves, curve.name(), curve.labels());
            node.put("count", curve.count()).put("hdr", curve.hdr());
            curve.percentilesUs().forEach(node.putObject("percentiles")::put);
            final ArrayNode points = node.putArray("points");
            curve.points().forEach(point -> points.addArray().add(point.percentile()).add(point.us()));
        }
        final ArrayNode targets = root.putArray("targets");
        for (final Target target : result.targets()) {
            targets.addObject().put("what", target.what()).put("measured", target.measured())
                .put("limit", target.limit()).put("isAtMost", target.isAtMost()).put("unit", target.unit())
                .put("reached", target.isReached());
        }
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }

    private static ObjectNode labelled(ArrayNode nodes, String name, Map<String, String> labels) {
        final ObjectNode node = nodes.addObject().put("name", name);
        labels.forEach(node.putObject("labels")::put);
        return node;
    }

    /**
     * Read a result.
     *
     * @throws IOException if the file can't be read or is no result
     */
    static BenchResult read(Path file) throws IOException {
        final JsonNode root = MAPPER.readTree(file.toFile());
        if (!root.path("bench").isTextual() || !root.path("targets").isArray()) {
            throw new IOException(file + " is not the result of a benchmark, which has \"bench\" and \"targets\"; "
                + "measure anew, or take the file away");
        }
        final List<String> doubts = new ArrayList<>();
        root.path("doubts").forEach(node -> doubts.add(node.asText()));
        final List<Figure> figures = new ArrayList<>();
        root.path("figures").forEach(node -> figures.add(new Figure(node.path("name").asText(),
            texts(node.path("labels")), number(node.path("value")), node.path("unit").asText())));
        final List<Curve> curves = new ArrayList<>();
        root.path("latencies").forEach(node -> curves.add(curve(node)));
        final List<Target> targets = new ArrayList<>();
        root.path("targets").forEach(node -> targets.add(new Target(node.path("what").asText(),
            number(node.path("measured")), number(node.path("limit")), node.path("isAtMost").asBoolean(),
            node.path("unit").asText())));
        return new BenchResult(root.path("bench").asText(), root.path("about").asText(),
            root.path("quick").asBoolean(), root.path("startedAt").asText(), number(root.path("seconds")), doubts,
            texts(root.path("machine")), figures, curves, targets);
    }

    private static Curve curve(JsonNode node) {
        final Map<String, Double> percentiles = new LinkedHashMap<>();
        node.path("percentiles").properties().forEach(each ->
            percentiles.put(each.getKey(), number(each.getValue())));
        final List<Curve.Point> points = new ArrayList<>();
        node.path("points").forEach(point -> points.add(new Curve.Point(number(point.path(0)), number(point.path(1)))));
        return new Curve(node.path("name").asText(), texts(node.path("labels")), node.path("count").asLong(),
            percentiles, points, node.path("hdr").asText());
    }

    private static Map<String, String> texts(JsonNode object) {
        final Map<String, String> texts = new LinkedHashMap<>();
        object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
        return texts;
    }

    private static double number(JsonNode node) {
        return node.asDouble(Double.NaN);
    }
}
