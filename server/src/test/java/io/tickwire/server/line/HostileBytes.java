package io.tickwire.server.line;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What a hostile client sends on one connection, made from what a good one would send. */
final class HostileBytes {
    private static final List<String> HEAD = List.of("GET / HTTP/1.1", "Host: 127.0.0.1", "Upgrade: websocket",
        "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol: tickwire.v1");
    private static final List<String> MESSAGES = List.of(
        "{\"op\":\"subscribe\",\"id\":1,\"symbols\":[\"*\",\"A@x\"],\"mode\":\"all\"}",
        "{\"op\":\"subscribe\",\"symbols\":[\"F*\"],\"mode\":\"conflated\",\"maxRate\":100}",
        "{\"op\":\"unsubscribe\",\"id\":\"x\",\"symbols\":[\"*\"]}", "{\"op\":\"unsubscribe\"}",
        "{\"op\":\"mode\",\"id\":3,\"mode\":\"trade-safe\",\"maxRate\":4}", "{\"op\":\"ping\",\"id\":7}",
        "{\"op\":\"resume\",\"epoch\":\"%016x\",\"position\":5,\"symbols\":[\"*\"],\"mode\":\"trade-safe\"}",
        "{\"op\":\"resume\",\"time\":\"2026-01-31T14:30:00.000000001Z\",\"symbols\":[\"*\"]}",
        "{\"op\":\"auth\",\"id\":1,\"token\":\"\"}");
    private static final List<String> ATOMS = List.of("null", "true", "-1", "0", "1e400", "9223372036854775807",
        "123456789012345678901234567890", "\"\"", "\"*\"", "\"@\"", "\"all\"", "\"conflated\"", "\"\\ud800\"",
        "\"\\u0000\"", "[]", "{}", "[[[[]]]]", "[\"*\",\"*\",\"?@?\",\"\"]", "\"0000000000000001\"",
        "\"-999999999-01-01T00:00:00Z\"");
    private static final int LENGTH_LIMIT = 600;
    private static final int TEXT_FRAME = 0x81;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Random random;
    private final List<String> tokens;
    private final List<String> messages;

    /**
     * Makes bytes without end.
     *
     * @param random all chance comes from it
     * @param tokens of which some are good
     * @param epoch  of the server
     */
    HostileBytes(Random random, List<String> tokens, long epoch) {
        this.random = random;
        this.tokens = tokens;
        this.messages = MESSAGES.stream().map(text -> text.replace("%016x", String.format("%016x", epoch))).toList();
    }

    /** Of one connection, from the first byte on. */
    ByteBuffer next() {
        return switch (random.nextInt(8)) {
            case 0 -> ByteBuffer.wrap(anything());
            case 1 -> joined(damaged(head(), 3), frames());
            case 2 -> joined(shuffledHead(), frames());
            case 3 -> joined(head(), anything());
            case 4 -> joined(head(), joined(frames(), anything()).array());
            default -> joined(head(), frames());
        };
    }

    private byte[] anything() {
        final byte[] bytes = new byte[random.nextInt(LENGTH_LIMIT)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static ByteBuffer joined(byte[] head, byte[] rest) {
        return ByteBuffer.allocate(head.length + rest.length).put(head).put(rest).flip();
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private byte[] head() {
        return text(headLines());
    }

    private List<String> headLines() {
        final List<String> lines = new ArrayList<>(HEAD);
        switch (random.nextInt(4)) {
            case 0 -> lines.set(lines.size() - 1, HEAD.get(lines.size() - 1) + ", tickwire.token." + token());
            case 1, 2 -> lines.add("Authorization: Bearer " + token());
            default -> lines.add("X-Forwarded-For: " + oneOf(ATOMS));
        }
        return lines;
    }

    private byte[] shuffledHead() {
        final List<String> lines = headLines();
        for (int i = random.nextInt(3); i >= 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> lines.remove(random.nextInt(lines.size()));
                case 1 -> lines.add(random.nextInt(lines.size() + 1), oneOf(HEAD));
                case 2 -> Collections.shuffle(lines, random);
                default -> lines.add(random.nextInt(lines.size() + 1), "X: " + "y".repeat(random.nextInt(20_000)));
            }
            if (lines.isEmpty()) {
                lines.add("");
            }
        }
        return text(lines);
    }

    private static byte[] text(List<String> lines) {
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Most of the time a token as it is, else one with something done to it. */
    private String token() {
        final String token = oneOf(tokens);
        final String[] parts = token.split("\\.");
        return switch (random.nextInt(24)) {
            case 0 -> parts[0] + "." + oneOf(tokens).split("\\.")[1] + "." + parts[2];
            case 1 -> parts[0] + "." + parts[1] + ".";
            case 2 -> "eyJhbGciOiJub25lIn0." + parts[1] + ".";
            case 3 -> token.repeat(1 + random.nextInt(20));
            case 4 -> new String(damaged(token.getBytes(StandardCharsets.US_ASCII), 2), StandardCharsets.ISO_8859_1);
            default -> token;
        };
    }

    private byte[] frames() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = random.nextInt(12); i >= 0; i--) {
            final byte[] frame = switch (random.nextInt(30)) {
                case 0 -> NioClient.frame(random.nextInt(256), anything());
                case 1 -> damaged(NioClient.frame(TEXT_FRAME, message()), 2);
                case 2 -> NioClient.frame(oneOf(List.of(0x88, 0x89, 0x8A, 0x01, 0x80)), message());
                default -> NioClient.frame(TEXT_FRAME, message());
            };
            bytes.writeBytes(frame);
        }
        return bytes.toByteArray();
    }

    private byte[] message() {
        try {
            final ObjectNode message = (ObjectNode) mapper.readTree(oneOf(messages));
            if (message.has("token")) {
                message.put("token", token());
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                change(message);
            }
            final byte[] text = mapper.writeValueAsBytes(message);
            return random.nextInt(20) == 0 ? damaged(text, 2) : text;
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    private void change(ObjectNode message) throws JsonProcessingException {
        final List<String> names = new ArrayList<>();
        message.fieldNames().forEachRemaining(names::add);
        names.add("maxRate");
        if (random.nextInt(4) == 0) {
            message.remove(oneOf(names));
        } else {
            message.set(oneOf(names), mapper.readTree(oneOf(ATOMS)));
        }
    }

    private byte[] damaged(byte[] bytes, int places) {
        final byte[] damaged = bytes.clone();
        for (int i = random.nextInt(places); i >= 0 && damaged.length > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }
}
