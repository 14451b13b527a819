package io.tickwire.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever a client writes is a request or a BadRequest, and can be answered. */
@Timeout(60)
final class RequestParserFuzzTest {
    private static final int MESSAGES = 15_000;
    private static final String[] ATOMS = {"\"op\"", "\"id\"", "\"symbols\"", "\"mode\"", "\"maxRate\"", "\"epoch\"",
        "\"position\"", "\"subscribe\"", "\"resume\"", "\"unsubscribe\"", "\"mode\"", "\"ping\"", "\"all\"",
        "\"conflated\"", "\"18c2a6f3b1e0d4a7\"", "\"BTC*\"", "\"A@B\"", "\"\"", "\"\\ud800\"", "\"\\udc00x\"",
        "\"\ud83d\"", "\"\\u0000\"", "1", "0", "-1", "1e400", "1e99999999999", "-0.0", "9223372036854775808",
        "123456789012345678901234567890", "true", "null", "NaN", "{", "}", "[", "]", ",", ":", "\"", "\\", " ",
        "\u20ac", "\u0000", "\n"};
    private static final String[] MEMBERS = {"op", "id", "symbols", "mode", "maxRate", "epoch", "position", "x"};

    private final ObjectMapper mapper = new ObjectMapper();
    private final RequestParser parser = new RequestParser(5);
    private int refusals;
    private int requests;

    @Test
    void shouldReadOrRefuseWhateverComes() throws IOException {
        final long seed = System.nanoTime();
        System.out.println("RequestParserFuzzTest seed " + seed);
        final Random random = new Random(seed);
        for (int i = 0; i < MESSAGES; i++) {
            final String text = switch (i % 3) {
                case 0 -> soup(random);
                case 1 -> object(random, 0);
                default -> damaged(object(random, 0), random);
            };
            try {
                check(text);
            } catch (final IOException | RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", message " + i + ": " + text, e);
            }
        }
        assertTrue(requests > MESSAGES / 1_000, requests + " requests were read");
        assertTrue(refusals > MESSAGES / 10, refusals + " were refused");
    }

    private void check(String text) throws IOException {
        String id = null;
        try {
            final JsonNode request = parser.object(text);
            id = parser.id(request);
            parser.request(parser.op(request), id, request, ClientRights.ALL);
            requests++;
            mapper.readTree(payload(Answers.message("pong", id, json -> { })));
        } catch (final BadRequest e) {
            refusals++;
            final JsonNode answer = mapper.readTree(payload(Answers.error(id, e.code(), e.getMessage())));
            assertEquals(e.getMessage(), answer.get("message").textValue());
            assertTrue(e.getMessage().length() < 300, e.getMessage());
        }
    }

    private static String payload(ByteBuffer message) {
        message.position((message.get(1) & 0x7F) == 126 ? 4 : 2);
        return StandardCharsets.UTF_8.decode(message).toString();
    }

    private static String soup(Random random) {
        final StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
            text.append(ATOMS[random.nextInt(ATOMS.length)]);
        }
        return text.toString();
    }

    private static String object(Random random, int depth) {
        final StringBuilder text = new StringBuilder("{");
        for (int i = random.nextInt(7); i >= 0; i--) {
            final String member = MEMBERS[random.nextInt(MEMBERS.length)];
            text.append('"').append(member).append("\":").append(value(random, member, depth));
            text.append(i > 0 ? "," : "");
        }
        return text.append('}').toString();
    }

    private static String value(Random random, String member, int depth) {
        final int kind = random.nextInt(10);
        if (kind == 0 && depth < 20) {
            return object(random, depth + 1);
        }
        if (kind <= 2) {
            return ATOMS[random.nextInt(33)];
        }
        return switch (member) {
            case "op" -> ATOMS[7 + random.nextInt(5)];
            case "symbols" -> "[" + ATOMS[14 + random.nextInt(6)] + ",\"B\"".repeat(random.nextInt(7)) + "]";
            case "mode" -> ATOMS[12 + random.nextInt(2)];
            case "epoch" -> ATOMS[14];
            default -> Integer.toString(random.nextInt(2_000));
        };
    }

    private static String damaged(String text, Random random) {
        final StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0 && damaged.length() > 0; i--) {
            final int at = random.nextInt(damaged.length());
            if (random.nextBoolean()) {
                damaged.deleteCharAt(at);
            } else {
                damaged.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
            }
        }
        return damaged.toString();
    }
}
