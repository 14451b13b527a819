package io.tickwire.ingest.recorded;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(20)
final class BinanceLineTest {
    private static final String TIME = "1723161255088169167 ";
    private static final String QUOTE = "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"e\":\"bookTicker\","
        + "\"s\":\"BTCUSDT\",\"b\":\"61800.20\",\"B\":\"2.507\",\"a\":\"61800.30\",\"A\":\"2.510\","
        + "\"T\":1723161256313}}";
    private static final String TRADE = "{\"stream\":\"btcusdt@trade\",\"data\":{\"s\":\"BTCUSDT\",\"p\":\"61800.30\","
        + "\"q\":\"0.006\",\"m\":false}}";

    private final BinanceLine line = new BinanceLine();

    @Test
    void shouldReadAQuoteWithTheExchangesTime() throws IOException {
        read(TIME + QUOTE);
        assertEquals(BinanceMessage.Kind.QUOTE, line.message().kind());
        assertEquals(1_723_161_255_088_169_167L, line.recorderTimeNs());
        assertEquals(1_723_161_256_313_000_000L, line.eventTimeNs());
        assertEquals("BTCUSDT@spot", line.name("spot"));
        assertEquals("2.507", line.message().bidSize());
    }

    @Test
    void shouldReadATradeWithTheRecordersTime() throws IOException {
        read("usdm " + TIME + TRADE + " \r");
        assertEquals(BinanceMessage.Kind.TRADE, line.message().kind());
        assertEquals(line.recorderTimeNs(), line.eventTimeNs());
        assertEquals("BTCUSDT@usdm", line.name("spot"));
        assertFalse(line.message().isBuyerMaker());
    }

    @Test
    void shouldPassOverOtherMessages() throws IOException {
        for (final String json : new String[] {"{\"lastUpdateId\":1,\"bids\":[[\"1\",\"2\"]],\"asks\":[]}",
            "{\"stream\":\"btcusdt@depth@0ms\",\"data\":{\"s\":\"BTCUSDT\",\"b\":[[\"1\",\"2\"]],\"a\":[]}}",
            "{\"stream\":\"!ticker@arr\",\"data\":[{\"s\":\"A\"}]}", "{\"result\":null,\"id\":1}"}) {
            read(TIME + json);
            assertEquals(BinanceMessage.Kind.OTHER, line.message().kind(), json);
        }
    }

    @Test
    void shouldReadTheStreamOfAllBookTickers() throws IOException {
        read(TIME + QUOTE.replace("btcusdt@bookTicker", "!bookTicker"));
        assertEquals(BinanceMessage.Kind.QUOTE, line.message().kind());
    }

    @Test
    void shouldForgetTheLineBefore() throws IOException {
        read("cm " + TIME + QUOTE);
        assertThrows(IOException.class, () -> read(TIME + QUOTE.replace("\"s\"", "\"x\"")));
        read(TIME + TRADE);
        assertThrows(IOException.class, () -> line.name(null));
    }

    @Test
    void shouldSayWhatIsDamaged() {
        expect("venue sqot", "sqot " + TIME + QUOTE);
        expect("space after the venue", "spot1" + TIME + QUOTE);
        expect("19 digits", TIME.substring(1) + QUOTE);
        expect("19 digits", "9" + TIME.substring(1).replace('7', '9') + QUOTE);
        expect("19 digits", "0000000000000000000 " + QUOTE);
        expect("19 digits", "1723161255088169167");
        expect("no JSON object", TIME + "[]");
        expect("ends", TIME + QUOTE.substring(0, QUOTE.length() - 1), "Unexpected end", "end-of-input");
        expect("does not end", TIME + QUOTE + "{}");
        expect("without b, B, a or A", TIME + QUOTE.replace("\"a\"", "\"b\""));
        expect("without b, B, a or A", TIME + QUOTE.replace("\"2.507\"", "2.507"));
        expect("without p, q or m", TIME + TRADE.replace("false", "0"));
        expect("T is no time", TIME + QUOTE.replace(":1723161256313", ":\"x\""));
        expect("T is no time", TIME + QUOTE.replace(":1723161256313", ":9223372036855"));
        expect("with the symbol BTCUSDC", TIME + QUOTE.replace("\"BTCUSDT\"", "\"BTCUSDC\""));
        expect("data without a stream", TIME + QUOTE.replace("stream", "strean"));
        expect("stream is no text", TIME + QUOTE.replace("\"btcusdt@bookTicker\"", "{}"));
    }

    @Test
    void shouldRecogniseItsLines() {
        assertTrue(BinanceLine.isIn(("garb\u0000age\n" + TIME + QUOTE).getBytes(StandardCharsets.ISO_8859_1)));
        assertFalse(BinanceLine.isIn("1696000000.123: {}".getBytes(StandardCharsets.ISO_8859_1)));
        assertTrue(BinanceLine.hasVenues(("cm " + TIME + QUOTE).getBytes(StandardCharsets.ISO_8859_1)));
        assertFalse(BinanceLine.hasVenues((TIME + QUOTE).getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void shouldFindTheVenueInAName() {
        assertEquals("spot", BinanceVenue.ofFileName("spot_btcusdt_20240808.gz"));
        assertEquals("usdm", BinanceVenue.ofFileName("binance-usdm.btcusdt.jsonl"));
        assertEquals("cm", BinanceVenue.ofFileName("20240808_cm.gz"));
        assertEquals(null, BinanceVenue.ofFileName("btcusdt_spotty_20240808.gz"));
    }

    private void expect(String reason, String text, String... orElse) {
        final IOException e = assertThrows(IOException.class, () -> read(text), text);
        boolean isAsExpected = e.getMessage().contains(reason);
        for (final String other : orElse) {
            isAsExpected |= e.getMessage().contains(other);
        }
        assertTrue(isAsExpected, () -> e.getMessage() + " for " + text);
    }

    private void read(String text) throws IOException {
        // In the middle of a larger buffer, as the reader has it.
        final byte[] bytes = ("}" + text + "{").getBytes(StandardCharsets.ISO_8859_1);
        line.read(bytes, 1, bytes.length - 2);
    }
}
