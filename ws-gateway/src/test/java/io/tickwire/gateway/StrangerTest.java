package io.tickwire.gateway;

import io.tickwire.config.AuthConfig;
import io.tickwire.config.DeflateConfig;
import io.tickwire.config.TokenAlgorithm;
import io.tickwire.core.counters.CounterId;
import io.tickwire.gateway.auth.Authenticator;
import io.tickwire.gateway.auth.Entitlement;
import io.tickwire.gateway.auth.NewKeys;
import io.tickwire.gateway.auth.TokenMint;
import io.tickwire.gateway.auth.TokenOrder;
import io.tickwire.gateway.deflate.Deflated;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a client may send before it has shown a token: little, and nothing but that. */
@Timeout(60)
final class StrangerTest {
    private static final int FINAL_TEXT = RawClient.FINAL | RawClient.TEXT;
    private static final int LIMIT_BYTES = 9_216;
    private static final String TOO_BIG = "1009 a message has at most 9216 bytes: before a token is taken";
    private static final String TOO_BIG_INFLATED =
        "1009 a message has at most 9216 bytes, also once it is inflated: before a token is taken";

    @TempDir
    private Path directory;
    private TokenMint mint;
    private GatewayRig rig;

    @BeforeEach
    void start() throws IOException {
        final Path keys = Files.createDirectory(directory.resolve("keys"));
        new NewKeys(TokenAlgorithm.ES256, null).write(keys);
        mint = new TokenMint(TokenAlgorithm.ES256, keys.resolve("private.pem"));
        final AuthConfig config = new AuthConfig(true, TokenAlgorithm.ES256, keys.resolve("public.pem"), "test",
            "tickwire", 0, 30_000 * GatewayRig.MS, 0, null, null);
        rig = new GatewayRig(directory, GatewayRig.FANOUT, GatewayRig.NO_REPLAY,
            GatewayRig.gateway(new DeflateConfig(true, 300)), GatewayRig.NO_LIMITS,
            new Security(null, config, new Authenticator(config, error -> {
                throw new AssertionError(error);
            }), null));
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        final long errors = rig.counter(CounterId.ERRORS);
        rig.close();
        assertEquals(0, errors, "errors on the server");
    }

    private String token() {
        final long nowNs = System.currentTimeMillis() * GatewayRig.MS;
        return mint.mint(new TokenOrder("alice", "test", "tickwire", nowNs, nowNs + TimeUnit.HOURS.toNanos(1), "id",
            null, Entitlement.EVERYTHING));
    }

    /** A request of so many bytes. */
    private static String filled(String request, int bytes) {
        return request + " ".repeat(bytes - request.length());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void shouldTakeATokenInTheLargestMessageAndFromThenOnLargerOnes() throws IOException {
        final RawClient client = rig.open();
        client.ask(filled("{'op':'auth','token':'" + token() + "'}", LIMIT_BYTES), "authenticated");
        client.ask(filled("{'op':'ping'}", 65_536), "pong");
    }

    @Test
    void shouldLetWhoComesWithATokenSendLargeMessagesAtOnce() throws IOException {
        final String handshake = RawClient.handshake("tickwire.token." + token() + ", tickwire.v1");
        rig.client().raw(handshake).greeted().ask(filled("{'op':'ping'}", 65_536), "pong");
    }

    @Test
    void shouldCloseForALargerMessageOnceItsLengthIsKnown() throws IOException {
        final byte[] frame = RawClient.frame(FINAL_TEXT, new byte[LIMIT_BYTES + 1]);
        final RawClient whole = rig.open();
        whole.raw(frame[0], frame[1], frame[2], frame[3]);
        assertEquals(TOO_BIG, whole.awaitClose());
        final RawClient parts = rig.open();
        parts.raw(RawClient.frame(RawClient.TEXT, new byte[LIMIT_BYTES]));
        parts.raw(RawClient.frame(RawClient.FINAL, (byte) ' '));
        assertEquals(TOO_BIG, parts.awaitClose());
        rig.awaitCounter(CounterId.LIMIT_MESSAGE_SIZE, 2);
        assertEquals(0, rig.counter(CounterId.FANOUT_SUBSCRIBERS));
    }

    @Test
    void shouldHoldInflatedMessagesToTheSame() throws IOException {
        final RawClient bomb = rig.openDeflated();
        bomb.raw(RawClient.frame(FINAL_TEXT | RawClient.DEFLATED, Deflated.of(" ".repeat(LIMIT_BYTES + 1))));
        assertEquals(TOO_BIG_INFLATED, bomb.awaitClose());
        final RawClient client = rig.openDeflated();
        client.raw(RawClient.frame(FINAL_TEXT | RawClient.DEFLATED,
            Deflated.of(filled("{\"op\":\"auth\",\"token\":\"" + token() + "\"}", LIMIT_BYTES))));
        assertEquals("authenticated", client.answer().get("op").textValue());
        client.raw(RawClient.frame(FINAL_TEXT | RawClient.DEFLATED,
            Deflated.of(filled("{\"op\":\"ping\"}", 65_536))));
        assertEquals("pong", client.answer().get("op").textValue());
        rig.awaitCounter(CounterId.LIMIT_MESSAGE_SIZE, 1);
    }

    @Test
    void shouldAnswerPingsAndACloseAndTakePongs() throws IOException {
        final RawClient client = rig.open();
        client.raw(RawClient.frame(RawClient.FINAL | RawClient.PONG, ascii("p")));
        client.raw(RawClient.frame(RawClient.FINAL | RawClient.PING, ascii("p")));
        assertEquals(RawClient.PONG, client.next().opcode());
        client.raw(RawClient.frame(RawClient.FINAL | RawClient.CLOSE, (byte) 0x03, (byte) 0xE8));
        assertTrue(client.awaitClose().startsWith("1000"));
    }

    @Test
    void shouldCloseForAnythingElse() throws IOException {
        for (final String op : new String[]{"subscribe", "unsubscribe", "mode", "resume", "ping", "buy"}) {
            final RawClient client = rig.open();
            client.send("{'op':'" + op + "','symbols':['*']}");
            assertEquals("4006 send auth with a token before anything else", client.awaitClose());
        }
        final RawClient binary = rig.open();
        binary.raw(RawClient.frame(RawClient.FINAL | RawClient.BINARY, ascii("{\"op\":\"auth\"}")));
        assertTrue(binary.awaitClose().startsWith("1003 "), "binary");
        assertEquals(0, rig.counter(CounterId.FANOUT_SUBSCRIBERS));
        rig.awaitCounter(CounterId.LIMIT_TOKEN, 6);
    }
}
