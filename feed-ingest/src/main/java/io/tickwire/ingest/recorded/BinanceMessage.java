package io.tickwire.ingest.recorded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * One message of a Binance market stream, as <a href="https://developers.binance.com/docs/binance-spot-api-docs">its
 * documentation</a> describes it: {@code {"stream":"btcusdt@trade","data":{...}}}. Reused for each; one thread.
 */
final class BinanceMessage {
    /** What a message brings. */
    enum Kind {
        /** Best bid and offer. */
        QUOTE,
        /** A trade. */
        TRADE,
        /** Something else. */
        OTHER
    }

    private static final String ALL_BOOK_TICKERS = "!bookTicker";
    private static final long TIME_LIMIT_MS = TimeUnit.NANOSECONDS.toMillis(Long.MAX_VALUE);
    // Names come from files that may be damaged: none is worth keeping for the life of the process.
    private static final JsonFactory JSON = JsonFactory.builder()
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

    private String stream;
    private boolean hasData;
    private Kind kind;
    private String symbol;
    private String bidPrice;
    private String bidSize;
    private String askPrice;
    private String askSize;
    private String price;
    private String size;
    private Boolean buyerIsMaker;
    private Long timeMs;

    /**
     * Read one.
     *
     * @throws IOException if it is damaged, saying how
     */
    void read(byte[] bytes, int start, int length) throws IOException {
        clear();
        try (JsonParser json = JSON.createParser(bytes, start, length)) {
            readObject(json);
        } catch (final JsonProcessingException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
        check();
    }

    private void readObject(JsonParser json) throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT, "no JSON object after the recorder time");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            final String name = json.currentName();
            json.nextToken();
            if ("stream".equals(name)) {
                stream = text(json);
                require(stream != null, "stream is no text");
            } else if ("data".equals(name)) {
                hasData = true;
                readData(json);
            } else {
                json.skipChildren();
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null,
            "the JSON object does not end with the line");
    }

    private void clear() {
        stream = null;
        hasData = false;
        kind = Kind.OTHER;
        symbol = null;
        bidPrice = null;
        bidSize = null;
        askPrice = null;
        askSize = null;
        price = null;
        size = null;
        buyerIsMaker = null;
        timeMs = null;
    }

    private void readData(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            final String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "s" -> symbol = text(json);
                case "b" -> bidPrice = text(json);
                case "B" -> bidSize = text(json);
                case "a" -> askPrice = text(json);
                case "A" -> askSize = text(json);
                case "p" -> price = text(json);
                case "q" -> size = text(json);
                case "T" -> timeMs = time(json);
                case "m" -> buyerIsMaker = flag(json);
                default -> json.skipChildren();
            }
        }
    }

    private static String text(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        json.skipChildren();
        return null;
    }

    private static Boolean flag(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_TRUE || json.currentToken() == JsonToken.VALUE_FALSE) {
            return json.currentToken() == JsonToken.VALUE_TRUE;
        }
        json.skipChildren();
        return null;
    }

    private static Long time(JsonParser json) throws IOException {
        final long value = json.currentToken() == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : 0;
        require(value > 0 && value <= TIME_LIMIT_MS, "T is no time in ms");
        return value;
    }

    private void check() throws IOException {
        if (stream == null) {
            require(!hasData, "data without a stream");
            return;
        }
        if (stream.endsWith("@bookTicker") || ALL_BOOK_TICKERS.equals(stream)) {
            kind = Kind.QUOTE;
            require(bidPrice != null && bidSize != null && askPrice != null && askSize != null,
                "a bookTicker without b, B, a or A");
        } else if (stream.endsWith("@trade")) {
            kind = Kind.TRADE;
            require(price != null && size != null && buyerIsMaker != null, "a trade without p, q or m");
        }
        if (kind != Kind.OTHER) {
            require(symbol != null && (ALL_BOOK_TICKERS.equals(stream)
                || stream.substring(0, stream.indexOf('@')).equalsIgnoreCase(symbol)),
                "the stream " + stream + " with the symbol " + symbol);
        }
    }

    private static void require(boolean isGood, String damage) throws IOException {
        if (!isGood) {
            throw new IOException(damage);
        }
    }

    Kind kind() {
        return kind;
    }

    String symbol() {
        return symbol;
    }

    String bidPrice() {
        return bidPrice;
    }

    String bidSize() {
        return bidSize;
    }

    String askPrice() {
        return askPrice;
    }

    String askSize() {
        return askSize;
    }

    String price() {
        return price;
    }

    String size() {
        return size;
    }

    boolean isBuyerMaker() {
        return buyerIsMaker;
    }

    /** The exchange's time, or null. */
    Long timeMs() {
        return timeMs;
    }
}
