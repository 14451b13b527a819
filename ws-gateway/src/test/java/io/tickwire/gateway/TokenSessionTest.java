package io.tickwire.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.config.AuditConfig;
import io.tickwire.config.AuthConfig;
import io.tickwire.config.TokenAlgorithm;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.fanout.DeliveryMode;
import io.tickwire.gateway.audit.AuditLog;
import io.tickwire.gateway.auth.Authenticator;
import io.tickwire.gateway.auth.Entitlement;
import io.tickwire.gateway.auth.NewKeys;
import io.tickwire.gateway.auth.TokenMint;
import io.tickwire.gateway.auth.TokenOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Tokens over real sockets: before anything else, during a session, and what they give a right to. */
@Timeout(60)
final class TokenSessionTest {
    private static final String SUBSCRIBE_ALL = "{'op':'subscribe','symbols':['*']}";

    @TempDir
    private Path directory;
    private Path revocations;
    private Path entitlements;
    private TokenMint mint;
    private AuditLog audit;
    private GatewayRig rig;

    @BeforeEach
    void start() throws IOException {
        final Path keys = Files.createDirectory(directory.resolve("keys"));
        new NewKeys(TokenAlgorithm.ES256, null).write(keys);
        mint = new TokenMint(TokenAlgorithm.ES256, keys.resolve("private.pem"));
        revocations = Files.writeString(directory.resolve("revoked"), "# none\n");
        entitlements = Files.writeString(directory.resolve("entitlements.json"),
            "{\"subjects\":{\"bob\":{\"symbols\":[\"A*\",\"B*\"],\"modes\":[\"all\"]}}}");
        final AuthConfig config = new AuthConfig(true, TokenAlgorithm.ES256, keys.resolve("public.pem"), "test",
            "tickwire", 0, 2_000 * GatewayRig.MS, 600_000 * GatewayRig.MS, revocations, entitlements);
        final Authenticator authenticator = new Authenticator(config, error -> {
            throw new AssertionError(error);
        });
        rig = new GatewayRig(directory, GatewayRig.FANOUT, GatewayRig.NO_REPLAY, GatewayRig.GATEWAY,
            GatewayRig.NO_LIMITS, new Security(null, config, authenticator, openAudit()));
        rig.define("A@x");
        rig.define("B@x");
    }

    private AuditLog openAudit() throws IOException {
        final AtomicCounter lost = new CountersManager(new UnsafeBuffer(ByteBuffer.allocateDirect(4_096)),
            new UnsafeBuffer(ByteBuffer.allocateDirect(1_024))).newCounter("lost");
        audit = new AuditLog(new AuditConfig(directory.resolve("audit"), 1 << 20, 0), "0000000000abcdef",
            nowNs(), lost, error -> {
                throw new AssertionError(error);
            });
        return audit;
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        final long errors = rig.counter(CounterId.ERRORS);
        rig.close();
        audit.close();
        assertEquals(0, errors, "errors on the server");
    }

    private static long nowNs() {
        return System.currentTimeMillis() * GatewayRig.MS;
    }

    private String token(String subject, long lifeSeconds, Entitlement entitlement) {
        return mint.mint(new TokenOrder(subject, "test", "tickwire", nowNs(),
            nowNs() + TimeUnit.SECONDS.toNanos(lifeSeconds), "id-" + subject, null, entitlement));
    }

    private static Entitlement onlyA(int connections) {
        return new Entitlement(List.of(SymbolPattern.parse("A*")), Set.of(DeliveryMode.ALL), 0, connections);
    }

    private static String handshake(String field) {
        final String handshake = RawClient.handshake("tickwire.v1");
        return handshake.substring(0, handshake.length() - 2) + field + "\r\n\r\n";
    }

    private RawClient open(String token) throws IOException {
        return rig.client().raw(handshake("Authorization: Bearer " + token)).greeted();
    }

    private static void assertExpiring(RawClient client) throws IOException {
        assertEquals("expiring", client.answer().get("op").textValue());
    }

    @Test
    void shouldTakeATokenFromEachOfItsThreePlaces() throws IOException {
        final String token = token("alice", 3_600, Entitlement.EVERYTHING);
        open(token).ask(SUBSCRIBE_ALL, "subscribed");
        rig.client().raw(RawClient.handshake("tickwire.token." + token + ", tickwire.v1")).greeted()
            .ask(SUBSCRIBE_ALL, "subscribed");
        final RawClient later = rig.open();
        final JsonNode answer = later.ask("{'op':'auth','id':7,'token':'" + token + "'}", "authenticated");
        assertEquals("alice", answer.get("subject").textValue());
        assertEquals(7, answer.get("id").intValue());
        later.ask(SUBSCRIBE_ALL, "subscribed");
    }

    @Test
    void shouldDoNothingForAStrangerButCloseIt() throws IOException {
        for (final String request : List.of(SUBSCRIBE_ALL, "{'op':'ping'}", "{'op':'auth'}", "x",
            "{'op':'auth','token':'abc'}", "{'op':'auth','token':'" + token("alice", 3_600, null) + "x'}")) {
            final RawClient stranger = rig.open();
            stranger.send(request);
            final String close = stranger.awaitClose();
            assertTrue(close.startsWith("4006 "), () -> request + " was answered " + close);
        }
        assertEquals(0, rig.counter(CounterId.FANOUT_SUBSCRIBERS));
    }

    @Test
    void shouldCloseWhoShowsNoTokenInTime() throws IOException {
        assertEquals("4006 no token was shown in time: auth.deadline", rig.open().awaitClose());
    }

    @Test
    void shouldAnswerABadTokenInTheHandshakeWith401() throws IOException {
        final String good = token("alice", 3_600, null);
        for (final String bad : List.of("x", good.substring(0, good.length() - 9), good + "A", "a".repeat(9_000))) {
            final RawClient client = rig.client().raw(handshake("Authorization: Bearer " + bad));
            final String head = client.head();
            assertTrue(head.startsWith("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer error="), head);
        }
        rig.awaitCounter(CounterId.LIMIT_TOKEN, 4);
    }

    @Test
    void shouldWarnBeforeATokenEndsTakeAnotherAndElseClose() throws IOException {
        final RawClient client = open(token("alice", 2, Entitlement.EVERYTHING));
        assertExpiring(client);
        client.ask("{'op':'auth','token':'" + token("alice", 3, Entitlement.EVERYTHING) + "'}", "authenticated");
        assertExpiring(client);
        assertEquals("4007 the token has expired; connect with another", client.awaitClose());
        final RawClient other = open(token("alice", 3_600, Entitlement.EVERYTHING));
        other.send("{'op':'auth','token':'" + token("bob", 3_600, Entitlement.EVERYTHING) + "'}");
        assertEquals("4006 the token is of another subject; connect anew with it", other.awaitClose());
    }

    @Test
    void shouldEndTheSessionsOfWhoIsRevoked() throws IOException {
        final RawClient alice = open(token("alice", 3_600, Entitlement.EVERYTHING));
        final RawClient carol = open(token("carol", 3_600, Entitlement.EVERYTHING));
        Files.writeString(revocations, "jti id-alice\n");
        assertEquals("4008 the token, or every token of its subject, was revoked", alice.awaitClose());
        carol.ask("{'op':'ping'}", "pong");
    }

    @Test
    void shouldServeOnlyWhatTheTokenGives() throws IOException {
        final RawClient client = open(token("alice", 3_600, onlyA(0)));
        final JsonNode answer = client.ask("{'op':'subscribe','symbols':['*','B@x']}", "subscribed");
        assertEquals("[\"B@x\",\"*\"]", answer.get("notEntitled").toString());
        assertEquals("NOT_ENTITLED", client.answer().get("code").textValue());
        rig.quote(1, 11);
        rig.quote(2, 22);
        rig.quote(1, 33);
        client.readThrough(rig.head());
        assertEquals(List.of(11L, 33L), client.ticks());
        final RawClient again = open(token("alice", 3_600, onlyA(0)));
        again.ask("{'op':'resume','epoch':'0000000000abcdef','position':2,'symbols':['*']}", "resumed");
        again.readThrough(rig.head());
        assertEquals(List.of(11L, 33L), again.ticks());
        assertEquals("NOT_ENTITLED", client.refusal("{'op':'mode','mode':'conflated'}"));
    }

    @Test
    void shouldStopAtOnceWhatIsNoLongerAllowedAndGiveMoreOnRequest() throws IOException {
        final RawClient bob = open(token("bob", 3_600, null));
        bob.ask(SUBSCRIBE_ALL, "subscribed");
        Files.writeString(entitlements, "{\"subjects\":{\"bob\":{\"symbols\":[\"B*\"],\"modes\":[\"all\"]}}}");
        assertEquals("4009 you may have less than before; connect again and resume", bob.awaitClose());
        final RawClient back = open(token("bob", 3_600, null));
        back.ask(SUBSCRIBE_ALL, "subscribed");
        rig.quote(1, 11);
        rig.quote(2, 22);
        back.readThrough(rig.head());
        assertEquals(List.of(22L), back.ticks());
        Files.writeString(entitlements, "{\"subjects\":{\"bob\":{\"symbols\":[\"B*\",\"A*\"],\"modes\":[\"all\"]}}}");
        Await.until(() -> "A never came", () -> {
            try {
                return back.ask("{'op':'subscribe','symbols':['A*']}", "subscribed").get("instruments").toString()
                    .contains("A@x");
            } catch (final IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void shouldCountTheConnectionsOfASubject() throws IOException {
        final String token = token("alice", 3_600, onlyA(1));
        final RawClient first = open(token);
        final RawClient second = rig.client().raw(handshake("Authorization: Bearer " + token));
        assertTrue(second.head().startsWith("HTTP/1.1 101 "));
        assertEquals("4001 your token allows 1 connections, which are open; close one", second.awaitClose());
        first.close();
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
        open(token);
    }

    @Test
    void shouldWriteDownWhoReceivedWhat() throws IOException {
        final RawClient client = open(token("alice", 3_600, onlyA(0)));
        client.ask("{'op':'subscribe','symbols':['A*']}", "subscribed");
        rig.quote(1, 11);
        client.readThrough(rig.head());
        rig.define("AB@x");
        assertEquals("instruments", client.answer().get("op").textValue());
        client.ask("{'op':'unsubscribe','symbols':['A*']}", "unsubscribed");
        client.raw(RawClient.frame(RawClient.FINAL | RawClient.CLOSE, (byte) 0x03, (byte) 0xE8));
        client.awaitClose();
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
        audit.close();
        final String log = lines();
        assertTrue(log.matches("(?s).*\"opened\",\"connection\":1,\"subject\":\"alice\",\"token\":\"id-alice\","
            + "\"address\":\"127.0.0.1\"}\n.*\"granted\",\"connection\":1,\"position\":2,\"mode\":\"all\","
            + "\"instruments\":\\[\"A@x\"]}\n.*\"granted\",\"connection\":1,\"position\":3,\"mode\":\"all\","
            + "\"instruments\":\\[\"AB@x\"]}\n.*\"ended\",\"connection\":1,\"position\":4,\"remaining\":\\[]}\n"
            + ".*\"closed\",\"connection\":1,\"position\":[34],\"code\":1000}\n"), log);
        assertFalse(log.contains("B@x\",\"A"), log);
    }

    @Test
    void shouldWriteDownWithWhichCodeBadTextWasClosed() throws IOException {
        final RawClient client = open(token("alice", 3_600, onlyA(0)));
        client.raw(RawClient.frame(RawClient.FINAL | RawClient.TEXT, (byte) 0xFF));
        assertTrue(client.awaitClose().startsWith("1007 "));
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
        audit.close();
        final String log = lines();
        assertTrue(log.contains("\"closed\",\"connection\":1,\"position\":0,\"code\":1007}\n"), log);
    }

    private String lines() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("audit"))) {
            return Files.readString(files.findFirst().orElseThrow());
        }
    }
}
