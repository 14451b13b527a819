package io.tickwire.server.line;

import io.tickwire.core.tick.Side;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** An independent reading of the shipped sample, by regular expressions, that shares no code with what it checks. */
final class SampleReading {
    private static final String FILE = "/recorded/sample_binance6_60s.jsonl.gz";
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":(?:\"([^\"]*)\"|([0-9]+|true|false))");
    private static final long MILLISECOND_NS = 1_000_000;

    private SampleReading() {
    }

    static List<SeenTick> all() {
        return matching(tick -> true);
    }

    static List<SeenTick> matching(Predicate<SeenTick> wanted) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
            new GZIPInputStream(SampleReading.class.getResourceAsStream(FILE)), StandardCharsets.US_ASCII))) {
            return lines.lines().map(SampleReading::tick).filter(wanted).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SeenTick tick(String line) {
        final String[] parts = line.split(" ", 3);
        final Map<String, String> fields = new HashMap<>();
        final Matcher matcher = FIELD.matcher(parts[2]);
        while (matcher.find()) {
            fields.put(matcher.group(1), matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
        }
        final String symbol = fields.get("s") + "@" + parts[0];
        final long timeNs = fields.containsKey("T") ? Long.parseLong(fields.get("T")) * MILLISECOND_NS
            : Long.parseLong(parts[1]);
        if (fields.get("stream").endsWith("@bookTicker")) {
            return new SeenTick("quote", symbol, timeNs, numbers(fields, "b", "B", "a", "A"), Side.UNKNOWN);
        }
        return new SeenTick("trade", symbol, timeNs, numbers(fields, "p", "q"),
            "true".equals(fields.get("m")) ? Side.SELL : Side.BUY);
    }

    private static List<BigDecimal> numbers(Map<String, String> fields, String... names) {
        return Stream.of(names).map(name -> SeenTick.normal(new BigDecimal(fields.get(name)))).toList();
    }
}
