package io.tickwire.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.config.FanoutConfig;
import io.tickwire.config.GatewayConfig;
import io.tickwire.config.ReplayConfig;
import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Clients that are slow, too many, or too far behind, and the end of the server. */
@Timeout(120)
final class LimitsTest {
    private static final int SMALL_BUFFER = 4_096;
    private static final int TICKS = 12_000;
    private static final String SUBSCRIBE = "{'op':'subscribe','symbols':['A*']}";

    @TempDir
    private Path directory;
    private GatewayRig rig;

    private void start(FanoutConfig fanout, ReplayConfig replay, int connectionLimit, long closeTimeoutMs) {
        rig = new GatewayRig(directory, fanout, replay, new GatewayConfig("127.0.0.1", 0, connectionLimit, 65_536, 10,
            SMALL_BUFFER, SMALL_BUFFER, closeTimeoutMs * GatewayRig.MS, 10_000 * GatewayRig.MS, 10_000 * GatewayRig.MS,
            300 * GatewayRig.MS, List.of(), 0, GatewayRig.NO_DEFLATE));
        rig.define("A@x");
    }

    private void start() {
        start(GatewayRig.FANOUT, GatewayRig.NO_REPLAY, 100, 10_000);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        final long errors = rig.counter(CounterId.ERRORS);
        rig.close();
        assertEquals(0, errors, "errors on the server");
    }

    private void quotes(int from, int through) {
        for (int i = from; i <= through; i++) {
            rig.quote(1, i);
            if (i % 200 == 0) {
                Thread.yield();
            }
        }
    }

    private static List<Long> bids(long from, long through) {
        return LongStream.rangeClosed(from, through).boxed().toList();
    }

    /** A client that reads no more, after it was in step: who never was can't fall behind. Quote 1 is sent. */
    private RawClient stalled() throws IOException {
        final RawClient client = rig.client(SMALL_BUFFER).open();
        client.ask(SUBSCRIBE, "subscribed");
        quotes(1, 1);
        client.readThrough(rig.head());
        return client;
    }

    private void awaitBehind() {
        Await.until(() -> "nobody fell behind", () -> rig.counter(CounterId.FANOUT_FELL_BEHIND) > 0);
    }

    @Test
    void shouldGiveAStalledClientEverythingInOrderOnceItReads() throws IOException {
        start();
        final RawClient healthy = rig.open();
        healthy.ask(SUBSCRIBE, "subscribed");
        final RawClient stalled = stalled();
        for (int i = 2; i <= TICKS; i += 1_000) {
            quotes(i, Math.min(TICKS, i + 999));
            healthy.readThrough(rig.head());
        }
        awaitBehind();
        assertEquals(bids(1, TICKS), healthy.ticks());
        stalled.readThrough(rig.head());
        assertEquals(bids(1, TICKS), stalled.ticks());
        for (int i = TICKS + 1; i <= TICKS + 2; i++) {
            quotes(i, i);
            stalled.readThrough(rig.head());
        }
        assertEquals(bids(1, TICKS + 2), stalled.ticks());
        assertEquals(List.of(), healthy.notices);
        final JsonNode slow = stalled.notices.get(0);
        assertEquals("{\"op\":\"slow\",\"position\":" + slow.get("position") + ",\"head\":" + slow.get("head")
            + ",\"ticks\":" + (slow.get("head").longValue() - slow.get("position").longValue()) + ",\"ms\":"
            + slow.get("ms").longValue() + "}", slow.toString());
        final JsonNode caughtUp = stalled.notices.get(stalled.notices.size() - 1);
        assertEquals("{\"op\":\"caughtUp\",\"position\":" + caughtUp.get("position") + "}", caughtUp.toString());
    }

    @Test
    void shouldReplayOnAnotherThreadAndComeBack() throws IOException {
        start(GatewayRig.FANOUT, new ReplayConfig(1, 2, 400, 100), 100, 10_000);
        quotes(1, TICKS);
        final List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(rig.client(SMALL_BUFFER).open());
            clients.get(i).ask("{'op':'resume','epoch':'0000000000abcdef','position':1,'symbols':['*']}", "resumed");
        }
        for (final RawClient client : clients) {
            client.readThrough(rig.head());
        }
        for (int i = 1; i <= 200; i++) {
            quotes(TICKS + i, TICKS + i);
            if (i % 20 == 0) {
                clients.get(i % 5).ask("{'op':'ping','id':" + i + "}", "pong");
            }
        }
        for (final RawClient client : clients) {
            client.readThrough(rig.head());
            assertEquals(bids(1, TICKS + 200), client.ticks());
            assertEquals("unsubscribed", client.ask("{'op':'unsubscribe'}", "unsubscribed").get("op").textValue());
        }
    }

    @Test
    void shouldForgetWhoIsCutOnLoanToAReplayThread() throws IOException {
        start(GatewayRig.FANOUT, new ReplayConfig(1, 8, 400, 100), 100, 10_000);
        quotes(1, TICKS);
        for (int i = 0; i < 10; i++) {
            final RawClient client = rig.client(SMALL_BUFFER).open();
            client.ask("{'op':'resume','epoch':'0000000000abcdef','position':1,'symbols':['*']}", "resumed");
            client.readThrough(1_000);
            client.reset();
        }
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
        rig.awaitCounter(CounterId.FANOUT_SUBSCRIBERS, 0);
    }

    @Test
    void shouldCloseWhoAsksWithoutReading() throws IOException {
        start();
        final RawClient client = rig.client(SMALL_BUFFER).open();
        client.ask(SUBSCRIBE, "subscribed");
        for (int i = 0; i < 3_000; i++) {
            client.send("{'op':'ping','id':'0123456789012345678901234567890123456789'}");
        }
        // What is on its way could come so slowly that reading keeps up with it.
        rig.awaitCounter(CounterId.LIMIT_CONTROL_QUEUE, 1);
        assertEquals("4003 too many answers wait: gateway.controlQueueLimit; read them first", client.awaitClose());
        assertTrue(client.isAtEnd());
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
        rig.awaitCounter(CounterId.FANOUT_SUBSCRIBERS, 0);
    }

    @Test
    void shouldRefuseMoreConnectionsThanTheLimit() throws IOException {
        start(GatewayRig.FANOUT, GatewayRig.NO_REPLAY, 2, 10_000);
        final RawClient first = rig.open();
        final RawClient second = rig.open();
        for (int i = 0; i < 3; i++) {
            final RawClient third = rig.client().raw(RawClient.handshake("tickwire.v1"));
            assertTrue(third.head().startsWith("HTTP/1.1 101 "));
            assertEquals("4001 2 connections are open: gateway.connectionLimit; come back later",
                third.next().closeText());
            assertTrue(third.isAtEnd());
            third.close();
            rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 2);
        }
        assertEquals("pong", second.ask("{'op':'ping'}", "pong").get("op").textValue());
        first.close();
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 1);
        assertEquals("pong", rig.open().ask("{'op':'ping'}", "pong").get("op").textValue());
    }

    @Test
    void shouldCloseWhoIsTooFarBehindAndLetItResume() throws IOException {
        start(new FanoutConfig(1, 256, 4_096, 1_000 * GatewayRig.MS, 512, 5_000, GatewayRig.SLOW),
            GatewayRig.NO_REPLAY, 100, 10_000);
        final RawClient client = rig.client(SMALL_BUFFER).open();
        client.ask(SUBSCRIBE, "subscribed");
        quotes(1, TICKS);
        final String close = client.awaitClose();
        rig.awaitCounter(CounterId.LIMIT_LAG, 1);
        assertTrue(close.matches("4002 position \\d+ is \\d+ ticks behind: fanout.lagLimit; resume from it"), close);
        final List<Long> seen = client.ticks();
        assertEquals(bids(1, seen.size()), seen);
        assertTrue(close.contains("position " + (1 + seen.size()) + " "), close + ", saw " + seen.size());
        assertTrue(client.isAtEnd());
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
    }

    @Test
    void shouldTellClientsThatTheServerStopsAfterAllThatWaits() throws IOException, InterruptedException {
        start();
        final RawClient idle = rig.open();
        final RawClient slow = stalled();
        quotes(2, TICKS);
        awaitBehind();
        final Thread stop = new Thread(rig.gateway::close);
        stop.start();
        assertEquals("1001 the server stops; connect again and resume", idle.awaitClose());
        assertTrue(idle.isAtEnd());
        idle.close();
        assertEquals("1001 the server stops; connect again and resume", slow.awaitClose());
        assertTrue(slow.isAtEnd());
        final List<Long> seen = slow.ticks();
        assertEquals(bids(1, seen.size()), seen, "whole frames until the end");
        slow.close();
        stop.join();
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
    }

    @Test
    void shouldCutWhoDoesNotTakeItsLastBytesInTime() throws IOException {
        start(GatewayRig.FANOUT, GatewayRig.NO_REPLAY, 100, 100);
        final RawClient stalled = stalled();
        quotes(2, TICKS);
        awaitBehind();
        stalled.raw(RawClient.frame(RawClient.FINAL | RawClient.CLOSE, (byte) 0x03, (byte) 0xE8));
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
        Await.until(() -> "sockets are open: " + rig.gateway.openSockets(), () -> rig.gateway.openSockets() == 0);
    }

    @Test
    void shouldCutWhoIsToBeClosedAndDoesNotRead() throws IOException {
        start(new FanoutConfig(1, 256, 4_096, 1_000 * GatewayRig.MS, 512, 5_000, GatewayRig.SLOW),
            GatewayRig.NO_REPLAY, 100, 200);
        final RawClient stalled = rig.client(SMALL_BUFFER).open();
        stalled.ask(SUBSCRIBE, "subscribed");
        quotes(1, TICKS);
        rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
        rig.awaitCounter(CounterId.FANOUT_SUBSCRIBERS, 0);
        Await.until(() -> "sockets are open: " + rig.gateway.openSockets(), () -> rig.gateway.openSockets() == 0);
    }

    @Test
    void shouldForgetWhoIsCutWhileARestOfAFrameWaits() throws IOException {
        start();
        for (int i = 0; i < 3; i++) {
            final RawClient stalled = stalled();
            final long before = rig.counter(CounterId.FANOUT_FELL_BEHIND);
            Await.until(() -> "nobody fell behind", () -> {
                quotes(1, 1_000);
                return rig.counter(CounterId.FANOUT_FELL_BEHIND) != before;
            });
            stalled.reset();
            rig.awaitCounter(CounterId.GATEWAY_CONNECTIONS, 0);
            rig.awaitCounter(CounterId.FANOUT_SUBSCRIBERS, 0);
        }
        Await.until(() -> "sockets are open: " + rig.gateway.openSockets(), () -> rig.gateway.openSockets() == 0);
    }
}
