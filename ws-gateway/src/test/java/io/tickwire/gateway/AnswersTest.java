package io.tickwire.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickwire.core.instrument.Instrument;
import io.tickwire.fanout.Matches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(10)
final class AnswersTest {
    private static String text(ByteBuffer message) {
        final int length = message.get(1) & 0x7F;
        message.position(length == 126 ? 4 : 2);
        return StandardCharsets.UTF_8.decode(message).toString();
    }

    @Test
    void shouldWriteTheMembersInTheirOrder() {
        assertEquals("{\"op\":\"x\",\"id\":7,\"n\":1}",
            text(Answers.message("x", "7", json -> json.writeNumberField("n", 1))));
        assertEquals("{\"op\":\"x\"}", text(Answers.message("x", null, json -> { })));
    }

    @Test
    void shouldWriteAnErrorAsTheProtocolHasIt() {
        assertEquals("{\"op\":\"error\",\"id\":\"a\",\"code\":\"UNKNOWN_MODE\",\"message\":\"no \\\"mode\\\"\"}",
            text(Answers.error("\"a\"", ErrorCode.UNKNOWN_MODE, "no \"mode\"")));
    }

    @Test
    void shouldWriteAnEpochWithAllItsDigits() {
        assertEquals("0000000000abcdef", Answers.epochText(0xABCDEFL));
        assertEquals("ffffffffffffffff", Answers.epochText(-1));
    }

    @Test
    void shouldWriteInstrumentsAndTexts() {
        assertEquals("{\"op\":\"x\",\"instruments\":[{\"id\":3,\"symbol\":\"BTCUSDT@spot\",\"priceExponent\":-2,"
            + "\"sizeExponent\":-5}],\"unknown\":[\"A\",\"B\"]}", text(Answers.message("x", null, json -> {
                Answers.writeInstruments(json, List.of(new Instrument(3, "BTCUSDT@spot", -2, -5)));
                Answers.writeTexts(json, "unknown", List.of("A", "B"));
            })));
    }

    @Test
    void shouldWriteWhatARequestMatches() {
        final Instrument instrument = new Instrument(3, "BTCUSDT@spot", -2, -5);
        assertEquals("{\"op\":\"x\",\"instruments\":[{\"id\":3,\"symbol\":\"BTCUSDT@spot\",\"priceExponent\":-2,"
            + "\"sizeExponent\":-5}],\"unknown\":[\"A@x\"],\"notEntitled\":[\"B@x\",\"*\"]}",
            text(Answers.message("x", null, json -> Answers.writeMatches(json,
                new Matches(List.of(instrument), List.of("A@x"), List.of("B@x"), List.of("*"))))));
    }

    @Test
    void shouldNameWhatIsUnknownAndWhatIsNotEntitledButNotWithoutEnd() {
        assertEquals("{\"op\":\"error\",\"id\":7,\"code\":\"NOT_ENTITLED\",\"message\":"
            + "\"this connection has no right to A@x, B@x; it is not subscribed, all else goes on\"}",
            text(Answers.notEntitled("7", List.of("A@x", "B@x"))));
        final List<String> many = IntStream.range(0, 12).mapToObj(i -> "S" + i + "@x").toList();
        final String unknown = text(Answers.unknownSymbols(null, many));
        assertTrue(unknown.contains("\"code\":\"UNKNOWN_SYMBOL\""), unknown);
        assertTrue(unknown.contains("S8@x, S9@x and 2 more now; it stays subscribed"), unknown);
    }

    @Test
    void shouldWriteAnyTextOfAClientSoThatItCanBeReadAgain() throws IOException {
        final String nasty = "\"\\\n\u0000\u00e9\u20ac\ud83d\ude00 \ud800 alone \udc00";
        final JsonNode read = new ObjectMapper().readTree(text(Answers.error(null, ErrorCode.BAD_JSON, nasty)));
        assertEquals(nasty, read.get("message").textValue());
    }
}
