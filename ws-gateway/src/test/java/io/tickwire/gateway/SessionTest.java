package io.tickwire.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The session protocol over a real socket. */
@Timeout(120)
final class SessionTest {
    @TempDir
    private Path directory;
    private GatewayRig rig;

    @BeforeEach
    void start() {
        rig = new GatewayRig(directory, GatewayRig.GATEWAY);
        rig.define("A@x");
        rig.define("B@x");
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        final long errors = rig.counter(CounterId.ERRORS);
        rig.close();
        assertEquals(0, errors, "errors on the server");
    }

    private static List<Long> bids(long from, long through) {
        return LongStream.rangeClosed(from, through).boxed().toList();
    }

    @Test
    void shouldGreetAndSayWhoItIs() throws IOException {
        final RawClient client = rig.client().raw(RawClient.handshake("chat, tickwire.v1"));
        final String head = client.head();
        assertTrue(head.startsWith("HTTP/1.1 101 "), head);
        assertTrue(head.contains("Sec-WebSocket-Protocol: tickwire.v1\r\n"), head);
        assertEquals("{\"op\":\"hello\",\"protocol\":\"tickwire.v1\",\"server\":\"test\","
            + "\"epoch\":\"0000000000abcdef\",\"heartbeatMs\":1000,\"auth\":\"none\"}", client.answer().toString());
        assertEquals(1, rig.counter(CounterId.GATEWAY_CONNECTIONS));
    }

    @Test
    void shouldAnswerInOrderWhateverIsPipelinedBehindTheHandshake() throws IOException {
        for (int i = 0; i < 200; i++) {
            final RawClient client = rig.client();
            final String request = new String(RawClient.frame(RawClient.FINAL | RawClient.TEXT,
                "{\"op\":\"subscribe\",\"symbols\":[\"*\"]}".getBytes(StandardCharsets.US_ASCII)),
                StandardCharsets.ISO_8859_1);
            client.raw(RawClient.handshake("tickwire.v1") + request).greeted();
            assertEquals("subscribed", client.answer().get("op").textValue(), "connection " + i);
            client.close();
        }
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
    }

    @Test
    void shouldCloseWhoDoesNotOfferTheSubprotocol() throws IOException {
        for (final String protocol : new String[]{null, "chat", "tickwire.v2"}) {
            final RawClient client = rig.client().raw(RawClient.handshake(protocol));
            final String head = client.head();
            assertTrue(head.startsWith("HTTP/1.1 101 "), head);
            assertFalse(head.contains("Sec-WebSocket-Protocol"), head);
            assertEquals("4000 offer the sub-protocol tickwire.v1", client.next().closeText());
            assertTrue(client.isAtEnd());
        }
        assertEquals(3, rig.counter(CounterId.GATEWAY_REFUSED));
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
    }

    @Test
    void shouldJoinSnapshotAndLiveTicks() throws IOException {
        rig.quote(1, 10);
        rig.quote(2, 20);
        rig.quote(1, 11);
        final RawClient client = rig.open();
        final JsonNode answer = client.ask("{'op':'subscribe','id':1,'symbols':['A*','C@x'],'mode':'all'}",
            "subscribed");
        assertEquals(1, answer.get("id").intValue());
        assertEquals("0000000000abcdef", answer.get("epoch").textValue());
        assertEquals(rig.head(), answer.get("position").longValue());
        assertEquals("[{\"id\":1,\"symbol\":\"A@x\",\"priceExponent\":-2,\"sizeExponent\":-3}]",
            answer.get("instruments").toString());
        assertEquals("[\"C@x\"]", answer.get("unknown").toString());
        assertEquals("[]", answer.get("notEntitled").toString());
        final JsonNode unknown = client.answer();
        assertEquals("UNKNOWN_SYMBOL", unknown.get("code").textValue());
        assertEquals(1, unknown.get("id").intValue());
        for (int i = 100; i <= 300; i++) {
            rig.quote(2, 7);
            rig.quote(1, i);
        }
        client.readThrough(rig.head());
        assertEquals(List.of(11L), client.bids('S'));
        assertEquals(bids(100, 300), client.ticks());
        final int id = rig.define("C@x");
        rig.quote(id, 301);
        assertEquals(id, client.answer().get("instruments").get(0).get("id").intValue(), "announced before");
        client.readThrough(rig.head());
        assertEquals(bids(100, 301), client.ticks(), client.frames::toString);
    }

    @Test
    void shouldUnsubscribe() throws IOException {
        final RawClient client = rig.open();
        client.ask("{'op':'subscribe','symbols':['A@x','B*']}", "subscribed");
        final JsonNode answer = client.ask("{'op':'unsubscribe','id':'u','symbols':['A@x']}", "unsubscribed");
        assertEquals("u", answer.get("id").textValue());
        assertEquals("[\"B*\"]", answer.get("symbols").toString());
        rig.quote(1, 1);
        rig.quote(2, 2);
        client.readThrough(rig.head());
        assertEquals(List.of(2L), client.ticks());
        assertEquals("NOT_SUBSCRIBED", client.refusal("{'op':'unsubscribe','symbols':['A@x']}"));
        assertEquals("[]", client.ask("{'op':'unsubscribe'}", "unsubscribed").get("symbols").toString());
    }

    @Test
    void shouldChangeTheMode() throws IOException {
        final RawClient client = rig.open();
        assertEquals("NOT_SUBSCRIBED", client.refusal("{'op':'mode','mode':'all'}"));
        client.ask("{'op':'subscribe','symbols':['*']}", "subscribed");
        final JsonNode answer = client.ask("{'op':'mode','id':3,'mode':'conflated','maxRate':1000}", "mode");
        assertEquals("{\"op\":\"mode\",\"id\":3,\"mode\":\"conflated\",\"maxRate\":1000,\"position\":"
            + rig.head() + "}", answer.toString());
        for (int i = 1; i <= 500; i++) {
            rig.quote(1, i);
        }
        client.readThrough(rig.head());
        final List<Long> seen = client.ticks();
        assertEquals(500, seen.get(seen.size() - 1));
        client.ask("{'op':'mode','mode':'all'}", "mode");
        client.frames.clear();
        rig.quote(1, 501);
        rig.quote(1, 502);
        client.readThrough(rig.head());
        assertEquals(bids(501, 502), client.ticks());
    }

    @Test
    void shouldResumeExactlyWhereTheLastConnectionWasCut() throws IOException {
        final RawClient first = rig.open();
        first.ask("{'op':'subscribe','symbols':['A*']}", "subscribed");
        for (int i = 1; i <= 50; i++) {
            rig.quote(1, i);
        }
        final long position = rig.head();
        first.readThrough(position).reset();
        for (int i = 51; i <= 5_000; i++) {
            rig.quote(1, i);
        }
        final RawClient second = rig.open();
        final JsonNode answer = second.ask("{'op':'resume','id':9,'epoch':'0000000000abcdef','position':" + position
            + ",'symbols':['A*']}", "resumed");
        assertEquals(position, answer.get("from").longValue());
        assertEquals(rig.head(), answer.get("head").longValue());
        assertEquals(9, answer.get("id").intValue());
        second.readThrough(rig.head());
        rig.quote(1, 5_001);
        second.readThrough(rig.head());
        assertEquals(bids(51, 5_000), second.bids('R'));
        assertEquals(bids(51, 5_001), second.ticks());
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 1);
    }

    @Test
    void shouldResetWhoCantResume() throws IOException {
        rig.quote(1, 77);
        final RawClient client = rig.open();
        final JsonNode epoch = client.ask("{'op':'resume','id':1,'epoch':'1111111111111111','position':1,"
            + "'symbols':['A*']}", "reset");
        assertEquals("EPOCH_CHANGED", epoch.get("reason").textValue());
        assertEquals("0000000000abcdef", epoch.get("epoch").textValue());
        final JsonNode large = client.ask("{'op':'resume','epoch':'0000000000abcdef','position':100000,"
            + "'symbols':['A*']}", "reset");
        assertEquals("TOO_LARGE", large.get("reason").textValue());
        rig.quote(1, 78);
        client.readThrough(rig.head());
        assertTrue(client.bids('S').contains(77L));
        assertEquals(List.of(78L), client.ticks());
    }

    @Test
    void shouldAnswerBothKindsOfPing() throws IOException {
        final RawClient client = rig.open();
        final JsonNode pong = client.ask("{'op':'ping','id':7}", "pong");
        assertEquals(7, pong.get("id").intValue());
        assertTrue(pong.get("time").longValue() > 1_500_000_000_000_000_000L);
        final byte[] payload = "echo me".getBytes(StandardCharsets.US_ASCII);
        client.raw(RawClient.frame(RawClient.FINAL | RawClient.PING, payload));
        final RawClient.Message answer = client.next();
        assertEquals(RawClient.PONG, answer.opcode());
        assertArrayEquals(payload, answer.payload());
    }

    @Test
    void shouldSendHeartbeatsWhileNothingHappens() throws IOException {
        final RawClient client = rig.open();
        client.ask("{'op':'subscribe','symbols':['A*']}", "subscribed");
        for (int i = 0; i < 2; i++) {
            assertEquals(RawClient.BINARY, client.next().opcode());
        }
        assertTrue(client.ticks().isEmpty());
    }

    @Test
    void shouldAnswerTheClientsCloseAndForgetIt() throws IOException {
        final RawClient client = rig.open();
        client.ask("{'op':'subscribe','symbols':['A*']}", "subscribed");
        client.raw(RawClient.frame(RawClient.FINAL | RawClient.CLOSE, (byte) 0x03, (byte) 0xE8, (byte) 'x'));
        assertEquals("1000 ", client.awaitClose());
        assertTrue(client.isAtEnd());
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
        rig.awaitCounter(CounterId.FANOUT_SUBSCRIBERS, 0);
        assertEquals(0, rig.counter(CounterId.GATEWAY_CLOSED_BY_SERVER));
    }

    @Test
    void shouldForgetWhoIsCut() throws IOException {
        for (int i = 0; i < 40; i++) {
            final RawClient client = rig.open();
            client.send("{\"op\":\"subscribe\",\"symbols\":[\"A*\"]}");
            if (i % 2 == 0) {
                client.reset();
            } else {
                client.close();
            }
            rig.quote(1, i);
        }
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
        rig.awaitCounter(CounterId.FANOUT_SUBSCRIBERS, 0);
    }
}
