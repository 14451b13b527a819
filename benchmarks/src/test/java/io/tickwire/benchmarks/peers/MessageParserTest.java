package io.tickwire.benchmarks.peers;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
class MessageParserTest {
    private static final int MESSAGES = 2_000;
    private static final long FIRST_TIME_NS = 4_294_000_000_123L;

    private final List<Long> sequences = new ArrayList<>();
    private final List<Long> timesNs = new ArrayList<>();
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private void onMessage(long sequence, long intendedNs) {
        sequences.add(sequence);
        timesNs.add(intendedNs);
    }

    private static byte[] stamp(long sequence) {
        final byte[] bytes = new byte[Stamp.LENGTH];
        Stamp.put(new UnsafeBuffer(bytes), 0, FIRST_TIME_NS + sequence, sequence);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** In frames whose ends have nothing to do with the messages'. */
    private void inPieces(MessageParser parser, byte[] stream) throws IOException {
        int at = 0;
        while (at < stream.length) {
            final int length = Math.min(stream.length - at, 1 + random.nextInt(random.nextBoolean() ? 20 : 3_000));
            parser.onFrame(MessageParser.BINARY, new UnsafeBuffer(stream), at, length, this::onMessage);
            at += length;
        }
    }

    private void assertAllFound() {
        for (int i = 0; i < MESSAGES; i++) {
            assertEquals(i, sequences.get(i), "seed " + seed);
            assertEquals(FIRST_TIME_NS + i, timesNs.get(i), "seed " + seed);
        }
        assertEquals(MESSAGES, sequences.size(), "seed " + seed);
    }

    @Test
    void shouldFindMessagesOfNatsWhereverFramesEnd() throws IOException {
        final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(ascii("INFO {\"server_name\":\"bench\"} \r\nPING\r\n"));
        for (int i = 0; i < MESSAGES; i++) {
            stream.writeBytes(ascii(i % 2 == 0 ? "MSG b 1 36\r\n" : "MSG stored 2 $JS.ACK.BENCH.x.1.1.1.2.3 36\r\n"));
            stream.writeBytes(stamp(i));
            stream.writeBytes(ascii("\r\nMSG answers 1 9\r\n{\"a\":\"\\n\"}\r\n"));
        }
        inPieces(new NatsParser(), stream.toByteArray());
        assertAllFound();
    }

    @Test
    void shouldTellWhatNatsRefuses() {
        final byte[] refusal = ascii("-ERR 'Slow Consumer'\r\n");
        final IOException e = assertThrows(IOException.class, () -> inPieces(new NatsParser(), refusal));
        assertEquals("nats-server says: -ERR 'Slow Consumer'", e.getMessage());
    }

    @Test
    void shouldFindMessagesOfMqttWhereverFramesEnd() throws IOException {
        final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(new byte[]{0x20, 2, 0, 0, (byte) 0x90, 3, 0, 1, 0});
        for (int i = 0; i < MESSAGES; i++) {
            stream.writeBytes(new byte[]{0x30, 3 + Stamp.LENGTH, 0, 1, 'b'});
            stream.writeBytes(stamp(i));
            // A longer one, whose length takes two bytes.
            stream.writeBytes(new byte[]{0x30, (byte) 0x80, 1, 0, 1, 'b'});
            stream.writeBytes(new byte[125]);
        }
        inPieces(new MqttParser(), stream.toByteArray());
        assertAllFound();
    }

    @Test
    void shouldTellThatMosquittoRefusesTheConnection() {
        final IOException e = assertThrows(IOException.class,
            () -> inPieces(new MqttParser(), new byte[]{0x20, 2, 0, 5}));
        assertEquals("mosquitto refuses the connection: return code 5", e.getMessage());
    }

    @Test
    void shouldPassOverFramesThatAreNoMessages() throws IOException {
        final MessageParser parser = SubscriberDoor.socketIo(1).parser().get();
        for (int i = 0; i < MESSAGES; i++) {
            for (final String text : List.of("2", "42[\"m\",\"" + new String(stamp(i), StandardCharsets.US_ASCII)
                + "\"]", "40{\"sid\":\"x\"}")) {
                parser.onFrame(MessageParser.TEXT, new UnsafeBuffer(ascii(text)), 0, text.length(), this::onMessage);
            }
        }
        assertAllFound();
    }

    @Test
    void shouldCarryAnyTimeAndNumberInLetters() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Stamp.LENGTH]);
        for (int i = 0; i < MESSAGES; i++) {
            final long intendedNs = random.nextLong();
            final long sequence = random.nextLong() & 0xFFFF_FFFFL;
            Stamp.put(buffer, 0, intendedNs, sequence);
            assertEquals(intendedNs, Stamp.intendedNs(buffer, 0), "seed " + seed);
            assertEquals(sequence, Stamp.sequence(buffer, 0), "seed " + seed);
            for (int at = 0; at < Stamp.LENGTH; at++) {
                final byte letter = buffer.getByte(at);
                assertTrue(letter >= '@' && letter <= 'O' || letter == 'x', "seed " + seed + ", byte " + letter);
            }
        }
    }
}
