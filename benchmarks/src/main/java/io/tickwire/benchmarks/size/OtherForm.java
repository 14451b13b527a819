package io.tickwire.benchmarks.size;

import io.tickwire.ingest.recorded.RecordedFeeds;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * A quote or trade as others send it, in a WebSocket message of its own.
 *
 * @param name    whose form it is
 * @param isTrade whether it is a trade; else it is a quote
 * @param bytes   of the payload
 * @param from    where the number comes from
 */
record OtherForm(String name, boolean isTrade, double bytes, String from) {
    private static final String EXAMPLE = "an example in the documented form";
    private static final String LAYOUT = "the published layout";
    private static final int LONG_PAYLOAD = 126;

    private static final String COINBASE_TICKER = """
        {"type":"ticker","sequence":48271359260,"product_id":"BTC-USD","price":"61718.94","open_24h":"59830.11",\
        "volume_24h":"15204.73120931","low_24h":"59102.45","high_24h":"62490.00","volume_30d":"502113.40918235",\
        "best_bid":"61718.94","best_bid_size":"1.24669000","best_ask":"61718.95","best_ask_size":"2.15820000",\
        "side":"buy","time":"2024-08-08T23:57:51.050205Z","trade_id":680123456,"last_size":"0.00160000"}""";
    private static final String COINBASE_MATCH = """
        {"type":"match","trade_id":680123456,"maker_order_id":"00000000-0000-4000-8000-000000000001",\
        "taker_order_id":"00000000-0000-4000-8000-000000000002","side":"sell","size":"0.00160000",\
        "price":"61718.94","product_id":"BTC-USD","sequence":48271359261,"time":"2024-08-08T23:57:51.050205Z"}""";
    private static final String KRAKEN_TICKER = """
        {"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":61718.9,"bid_qty":1.24669000,\
        "ask":61719.0,"ask_qty":2.15820000,"last":61718.9,"volume":2204.73120931,"vwap":60911.2,"low":59102.4,\
        "high":62490.0,"change":1888.8,"change_pct":3.16}]}""";
    private static final String KRAKEN_TRADE = """
        {"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"sell","price":61718.9,\
        "qty":0.00160000,"ord_type":"market","trade_id":68012345,"timestamp":"2024-08-08T23:57:51.050205Z"}]}""";

    /**
     * All that a tick is set beside.
     *
     * @return quotes and trades
     * @throws IOException if the recorded sample can't be read
     */
    static List<OtherForm> all() throws IOException {
        final List<OtherForm> forms = new ArrayList<>();
        addRecordedBinance(forms);
        forms.add(example("Coinbase JSON", false, COINBASE_TICKER));
        forms.add(example("Coinbase JSON", true, COINBASE_MATCH));
        forms.add(example("Kraken JSON", false, KRAKEN_TICKER));
        forms.add(example("Kraken JSON", true, KRAKEN_TRADE));
        forms.add(new OtherForm("Binance SBE best bid/ask", false, 66, LAYOUT));
        forms.add(new OtherForm("Databento MBP-1", false, 80, LAYOUT));
        return forms;
    }

    private static OtherForm example(String name, boolean isTrade, String json) {
        return new OtherForm(name, isTrade, json.getBytes(StandardCharsets.UTF_8).length, EXAMPLE);
    }

    /** Lines of the sample are venue, time and the verbatim message, with a blank between. */
    private static void addRecordedBinance(List<OtherForm> forms) throws IOException {
        final List<String> lines;
        try (InputStream in = RecordedFeeds.class.getResourceAsStream("/recorded/" + RecordedFeeds.BINANCE_SAMPLE)) {
            if (in == null) {
                throw new IOException("the recorded sample is not on the class path: build the project again");
            }
            lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))
                .lines().toList();
        }
        for (final String venue : List.of("spot", "usdm", "cm")) {
            final String name = "Binance JSON, " + venue;
            forms.add(mean(name, false, lines, line -> line.startsWith(venue + ' ') && line.contains("@bookTicker\"")));
            forms.add(mean(name, true, lines, line -> line.startsWith(venue + ' ') && line.contains("@trade\"")));
        }
    }

    private static OtherForm mean(String name, boolean isTrade, List<String> lines, Predicate<String> isWanted) {
        final double bytes = lines.stream().filter(isWanted)
            .mapToInt(line -> line.length() - line.indexOf('{')).average().orElseThrow();
        return new OtherForm(name, isTrade, bytes, "mean of the recorded sample");
    }

    /** Bytes with the header of a WebSocket message. */
    double wireBytes() {
        return bytes + (bytes < LONG_PAYLOAD ? 2 : 4);
    }
}
