package io.tickwire.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickwire.core.instrument.Decimal;
import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.tick.Side;
import io.tickwire.core.tick.Tick;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;

import static org.junit.jupiter.api.Assertions.*;

/** The frames that every client must understand in the same way; the JavaScript client is checked against them too. */
@Timeout(60)
final class SharedVectorsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String[] STATUSES = {null, "up", "stale", "down"};

    @Test
    void shouldMakeOfEachFrameWhatEveryClientMust() throws IOException {
        final JsonNode vectors = MAPPER.readTree(Path.of("../vectors/frames.json").toFile());
        final InstrumentMap instruments = new InstrumentMap();
        ControlMessages.instruments(vectors).forEach(instruments::add);
        final FrameDecoder decoder = new FrameDecoder(instruments);
        int refused = 0;
        for (final JsonNode frame : vectors.path("frames")) {
            final String name = frame.path("name").asText();
            final byte[] bytes = HexFormat.of().parseHex(frame.path("hex").asText());
            final Ticks ticks = new Ticks();
            if (frame.has("refused")) {
                assertThrows(ProtocolException.class, () -> decoder.wrap(new UnsafeBuffer(bytes), 0, bytes.length),
                    name);
                refused++;
            } else {
                decoder.wrap(new UnsafeBuffer(bytes), 0, bytes.length).deliver(ticks);
                assertEquals(frame.path("from").asLong(), decoder.from(), name);
                assertEquals(frame.path("through").asLong(), decoder.through(), name);
                assertEquals(frame.path("flags").asInt(), decoder.flags(), name);
                assertEquals(frame.path("entryCount").asInt(), decoder.entryCount(), name);
                assertEquals(frame.path("ticks"), ticks.seen, name);
            }
        }
        assertTrue(refused >= 15 && vectors.path("frames").size() >= refused + 14, "the file lost frames");
    }

    private static final class Ticks implements FrameHandler {
        private final ArrayNode seen = MAPPER.createArrayNode();

        private ObjectNode tick(String type, long timeNs, Instrument instrument) {
            return seen.addObject().put("type", type).put("symbol", instrument.name())
                .put("time", Long.toString(timeNs));
        }

        private static String price(long price, Instrument instrument) {
            return price == Tick.NO_PRICE ? null : Decimal.toString(price, instrument.priceExponent());
        }

        private static String size(long size, Instrument instrument) {
            return Decimal.toString(size, instrument.sizeExponent());
        }

        @Override
        public void onQuote(long timeNs, Instrument instrument, long bidPrice, long bidSize, long askPrice,
                            long askSize, int flags) {
            tick("quote", timeNs, instrument).put("bid", price(bidPrice, instrument))
                .put("bidSize", size(bidSize, instrument)).put("ask", price(askPrice, instrument))
                .put("askSize", size(askSize, instrument));
        }

        @Override
        public void onTrade(long timeNs, Instrument instrument, long price, long size, byte side, long conditions,
                            int flags) {
            tick("trade", timeNs, instrument).put("price", price(price, instrument))
                .put("size", size(size, instrument))
                .put("side", side == Side.BUY ? "buy" : side == Side.SELL ? "sell" : null);
            final ObjectNode last = (ObjectNode) seen.get(seen.size() - 1);
            last.set("conditions", conditions <= Integer.MAX_VALUE ? last.numberNode((int) conditions)
                : last.numberNode(conditions));
        }

        @Override
        public void onFeedStatus(long timeNs, int sourceId, int status, int flags) {
            seen.addObject().put("type", "feedStatus").put("time", Long.toString(timeNs)).put("sourceId", sourceId)
                .put("status", STATUSES[status]);
        }
    }
}
