package io.tickwire.gateway;

import io.tickwire.gateway.deflate.Deflated;
import io.tickwire.gateway.deflate.MessageInflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
final class DeflatedInputTest {
    private static final int LIMIT = 1_000;
    private static final MessageLimit MESSAGE_LIMIT = MessageLimit.of(LIMIT);
    private static final int ROUNDS = 3_000;
    private static final int FIRST = RawClient.DEFLATED | RawClient.TEXT;
    private static final int WHOLE = RawClient.FINAL | FIRST;
    private static final byte[] PING = RawClient.frame(RawClient.FINAL | RawClient.PING, (byte) 'p');

    private final MessageInflater inflater = new MessageInflater(LIMIT);
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
    private String violation = "";

    @AfterEach
    void close() {
        inflater.close();
    }

    private DeflatedInput input() {
        plain.reset();
        violation = "";
        return new DeflatedInput(inflater, MESSAGE_LIMIT, new DeflatedInput.Output() {
            @Override
            public void onPlain(ByteBuffer bytes) {
                assertEquals("", violation, "nothing follows a violation");
                while (bytes.hasRemaining()) {
                    plain.write(bytes.get());
                }
            }

            @Override
            public void onViolation(CloseCode code, String reason) {
                assertEquals("", violation, "one violation");
                violation = code + " " + reason;
            }
        });
    }

    private static byte[] join(byte[]... parts) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (final byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] text(String text) {
        final ByteBuffer message = WebSocketFraming.text(text.getBytes(UTF_8), text.length());
        return Arrays.copyOf(message.array(), message.limit());
    }

    private void assertBecomes(byte[] expected, byte[] bytes) {
        input().decode(ByteBuffer.wrap(bytes));
        assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(plain.toByteArray()));
        assertEquals("", violation);
        final DeflatedInput cut = input();
        for (final byte one : bytes) {
            cut.decode(ByteBuffer.wrap(new byte[]{one}));
        }
        assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(plain.toByteArray()), "byte by byte");
        assertEquals("", violation);
    }

    @Test
    void shouldMakeCompressedMessagesPlain() {
        assertBecomes(text("Hello"), RawClient.frame(WHOLE, Deflated.of("Hello")));
        assertBecomes(text(""), RawClient.frame(WHOLE, (byte) 0));
        assertBecomes(text(""), RawClient.frame(WHOLE));
        final byte[] binary = text("Hello");
        binary[0] = (byte) (RawClient.FINAL | RawClient.BINARY);
        assertBecomes(binary, RawClient.frame(RawClient.FINAL | RawClient.DEFLATED | RawClient.BINARY,
            Deflated.of("Hello")));
        final byte[] incompressible = new byte[LIMIT - 10];
        new Random(1).nextBytes(incompressible);
        final ByteBuffer whole = WebSocketFraming.text(incompressible, LIMIT - 10);
        assertBecomes(Arrays.copyOf(whole.array(), whole.limit()),
            RawClient.frame(WHOLE, Deflated.of(9, incompressible)));
    }

    @Test
    void shouldPutFragmentsTogetherAndLetPingsBy() {
        final byte[] data = Deflated.of("Hello");
        final byte[] bytes = join(RawClient.frame(FIRST), PING, RawClient.frame(0, Arrays.copyOf(data, 2)), PING, PING,
            RawClient.frame(0, Arrays.copyOfRange(data, 2, data.length)), RawClient.frame(RawClient.FINAL));
        assertBecomes(join(PING, PING, PING, text("Hello")), bytes);
    }

    @Test
    void shouldLetPlainMessagesByAsTheyAre() {
        final byte[] message = join(RawClient.frame(RawClient.TEXT, (byte) 'a'), PING,
            RawClient.frame(0, new byte[126]), RawClient.frame(RawClient.FINAL, new byte[70_000]));
        final byte[] deflated = RawClient.frame(WHOLE, Deflated.of("b"));
        assertBecomes(join(message, text("b"), message, text("b"), text("b")),
            join(message, deflated, message, deflated, deflated));
    }

    @Test
    void shouldStopAtWhatCantBeInflated() {
        final byte[] good = RawClient.frame(WHOLE, Deflated.of("a"));
        input().decode(ByteBuffer.wrap(join(good, RawClient.frame(WHOLE, Deflated.of(9, new byte[LIMIT + 1])), good)));
        assertEquals("MESSAGE_TOO_BIG a message has at most 1000 bytes, also once it is inflated: "
            + "gateway.inboundFrameLimit", violation);
        assertEquals(3, plain.size());
        final DeflatedInput input = input();
        input.decode(ByteBuffer.wrap(join(good, RawClient.frame(WHOLE, (byte) 7), PING)));
        input.decode(ByteBuffer.wrap(PING));
        assertTrue(violation.startsWith("BAD_TEXT a compressed message can't be inflated; "), violation);
        assertEquals(3, plain.size());
    }

    @Test
    void shouldDoTheSameHoweverTheBytesAreCut() {
        final long seed = System.nanoTime();
        System.out.println("DeflatedInputTest seed " + seed);
        final Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int j = random.nextInt(6); j >= 0; j--) {
                bytes.writeBytes(anything(random));
            }
            final ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
            final InboundGuard guard = new InboundGuard(MESSAGE_LIMIT);
            guard.allowDeflated();
            all.limit(InboundFuzzTest.admit(guard, all.duplicate()));
            input().decode(all.duplicate());
            final String whole = HexFormat.of().formatHex(plain.toByteArray()) + violation;
            final DeflatedInput cut = input();
            while (all.hasRemaining()) {
                final int count = 1 + random.nextInt(all.remaining());
                cut.decode(all.slice(all.position(), count));
                all.position(all.position() + count);
            }
            assertEquals(whole, HexFormat.of().formatHex(plain.toByteArray()) + violation);
        }
    }

    private static byte[] anything(Random random) {
        final byte[] text = new byte[random.nextInt(200)];
        Arrays.fill(text, (byte) 'x');
        final byte[] data = random.nextBoolean() ? Deflated.of(6, text) : text;
        return switch (random.nextInt(4)) {
            case 0 -> PING;
            case 1 -> RawClient.frame(random.nextInt(256), data);
            case 2 -> join(RawClient.frame(FIRST, Arrays.copyOf(data, data.length / 2)), PING,
                RawClient.frame(RawClient.FINAL, Arrays.copyOfRange(data, data.length / 2, data.length)));
            default -> RawClient.frame(WHOLE, data);
        };
    }
}
