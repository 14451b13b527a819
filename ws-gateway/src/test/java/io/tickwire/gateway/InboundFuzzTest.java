package io.tickwire.gateway;

import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Random bytes over real sockets, before and after the handshake: the gateway serves on, and nothing is left. */
@Timeout(120)
final class InboundFuzzTest {
    private static final int CONNECTIONS = 150;
    private static final int GUARD_ROUNDS = 100_000;

    @TempDir
    private Path directory;
    private GatewayRig rig;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @BeforeEach
    void open() {
        System.out.println("InboundFuzzTest seed " + seed);
        rig = new GatewayRig(directory, GatewayRig.GATEWAY);
        rig.define("A@x");
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        rig.close();
    }

    @Test
    void shouldServeOnWhateverComes() throws IOException {
        final RawClient healthy = rig.open();
        for (int i = 0; i < CONNECTIONS; i++) {
            final RawClient hostile = random.nextBoolean() ? rig.client() : rig.open();
            try {
                for (int j = random.nextInt(4); j >= 0; j--) {
                    hostile.raw(anything());
                }
            } catch (final IOException e) {
                // The server has closed already, as it should.
                assertEquals(0, rig.counter(CounterId.ERRORS), e::toString);
            }
            if (random.nextBoolean()) {
                hostile.reset();
            } else {
                hostile.close();
            }
        }
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 1);
        Await.until(() -> "sockets are open: " + rig.gateway.openSockets(), () -> rig.gateway.openSockets() == 1);
        assertEquals(0, rig.counter(CounterId.ERRORS), "errors on the server");
        assertEquals("pong", healthy.ask("{'op':'ping'}", "pong").get("op").textValue());
    }

    private byte[] anything() {
        final byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return switch (random.nextInt(3)) {
            case 0 -> bytes;
            case 1 -> RawClient.frame(random.nextInt(256), bytes);
            default -> RawClient.frame(RawClient.FINAL | RawClient.TEXT, bytes);
        };
    }

    @Test
    void shouldJudgeTheSameHoweverTheBytesAreCut() {
        for (int i = 0; i < GUARD_ROUNDS; i++) {
            final byte[] bytes = i % 3 == 0 ? anything() : RawClient.frame(random.nextInt(256), anything());
            final InboundGuard whole = new InboundGuard(MessageLimit.of(200));
            final int admitted = admit(whole, ByteBuffer.wrap(bytes));
            final InboundGuard cut = new InboundGuard(MessageLimit.of(200));
            for (final byte one : bytes) {
                cut.admit(ByteBuffer.wrap(new byte[]{one}));
            }
            assertEquals(whole.violation(), cut.violation());
            assertEquals(whole.isClosedByClient(), cut.isClosedByClient());
            assertEquals(whole.clientCode(), cut.clientCode());
            assertTrue(admitted >= 0 && admitted <= bytes.length, "admitted " + admitted);
        }
    }

    /** How many bytes the library may see of all frames. */
    static int admit(InboundGuard guard, ByteBuffer bytes) {
        int count = guard.admit(bytes);
        while (count > 0 && bytes.position(bytes.position() + count).hasRemaining()) {
            count = guard.admit(bytes);
        }
        return bytes.position();
    }
}
