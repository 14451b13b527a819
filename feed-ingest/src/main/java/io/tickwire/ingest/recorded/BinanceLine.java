package io.tickwire.ingest.recorded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One line of a Binance recording: {@code [venue] <recorder ns, 19 digits> <verbatim JSON>}. Reused for each line.
 */
final class BinanceLine {
    /** What a line brings. */
    enum Kind {
        /** Best bid and offer. */
        QUOTE,
        /** A trade. */
        TRADE,
        /** Something else, which is passed over. */
        OTHER
    }

    private static final int TIME_DIGITS = 19;
    private static final JsonFactory JSON = new JsonFactory();

    private String venue;
    private long recorderTimeNs;
    private Kind kind;
    private String symbol;
    private String bidPrice;
    private String bidSize;
    private String askPrice;
    private String askSize;
    private String price;
    private String size;
    private boolean buyerIsMaker;
    private boolean hasMaker;
    private long eventTimeMs;

    /**
     * Read a line.
     *
     * @throws IOException if it is damaged, saying how
     */
    void read(byte[] bytes, int start, int length) throws IOException {
        clear();
        int at = start;
        final int end = start + length;
        while (at < end && bytes[at] >= 'a' && bytes[at] <= 'z') {
            at++;
        }
        venue = at == start ? null : new String(bytes, start, at - start, StandardCharsets.US_ASCII);
        if (venue != null) {
            if (at == end || bytes[at] != ' ') {
                throw new IOException("no space after the venue");
            }
            at++;
        }
        final int timeStart = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && at - timeStart < TIME_DIGITS) {
            recorderTimeNs = recorderTimeNs * 10 + bytes[at++] - '0';
        }
        if (at - timeStart != TIME_DIGITS || at == end || bytes[at] != ' ') {
            throw new IOException("no recorder time of " + TIME_DIGITS + " digits before the JSON");
        }
        readJson(bytes, at + 1, end - at - 1);
        check();
    }

    private void clear() {
        recorderTimeNs = 0;
        kind = Kind.OTHER;
        symbol = null;
        bidPrice = null;
        bidSize = null;
        askPrice = null;
        askSize = null;
        price = null;
        size = null;
        hasMaker = false;
        eventTimeMs = 0;
    }

    private void readJson(byte[] bytes, int start, int length) throws IOException {
        try (JsonParser json = JSON.createParser(bytes, start, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object after the recorder time");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                final String name = json.currentName();
                json.nextToken();
                if ("stream".equals(name)) {
                    kind = kindOf(json.getText());
                } else if ("data".equals(name) && json.currentToken() == JsonToken.START_OBJECT) {
                    readData(json);
                } else {
                    json.skipChildren();
                }
            }
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                throw new IOException("the JSON object does not end with the line");
            }
        }
    }

    private static Kind kindOf(String stream) {
        return stream.endsWith("@bookTicker") ? Kind.QUOTE : stream.endsWith("@trade") ? Kind.TRADE : Kind.OTHER;
    }

    private void readData(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            final String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "s" -> symbol = json.getText();
                case "b" -> bidPrice = text(json);
                case "B" -> bidSize = text(json);
                case "a" -> askPrice = text(json);
                case "A" -> askSize = text(json);
                case "p" -> price = text(json);
                case "q" -> size = text(json);
                case "T" -> eventTimeMs = json.currentToken() == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : 0;
                case "m" -> {
                    hasMaker = json.currentToken() == JsonToken.VALUE_TRUE
                        || json.currentToken() == JsonToken.VALUE_FALSE;
                    buyerIsMaker = json.currentToken() == JsonToken.VALUE_TRUE;
                }
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

    private void check() throws IOException {
        if (kind != Kind.OTHER && symbol == null) {
            throw new IOException("no symbol");
        }
        if (kind == Kind.QUOTE && (bidPrice == null || bidSize == null || askPrice == null || askSize == null)) {
            throw new IOException("a bookTicker without b, B, a or A");
        }
        if (kind == Kind.TRADE && (price == null || size == null || !hasMaker)) {
            throw new IOException("a trade without p, q or m");
        }
    }

    /** The venue before the time, or null. */
    String venue() {
        return venue;
    }

    long recorderTimeNs() {
        return recorderTimeNs;
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

    /** The exchange's time in ns; the recorder's where there is none. */
    long eventTimeNs() {
        return eventTimeMs > 0 ? eventTimeMs * 1_000_000L : recorderTimeNs;
    }
}
