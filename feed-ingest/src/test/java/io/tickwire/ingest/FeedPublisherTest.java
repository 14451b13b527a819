package io.tickwire.ingest;

import io.aeron.Subscription;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.feed.SourceStatus;
import io.tickwire.core.tick.Side;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import static io.tickwire.core.counters.CounterId.*;
import static io.tickwire.ingest.AeronRig.await;
import static io.tickwire.ingest.FeedMessages.TIME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
class FeedPublisherTest {
    private static final long INTERVAL = 10_000_000;

    @TempDir
    Path directory;
    private AeronRig aeron;
    private final List<RingRig> rings = new ArrayList<>();
    private long nowNs;
    private FeedPublisher publisher;

    /** What stands for a server here: an agent, stepped by hand, and its ring. */
    private record Server(IngestAgent agent, RingRig rig, Subscription subscription) {
        void awaitImages(int count) {
            await(count + " images", () -> subscription.imageCount() == count);
        }

        List<SeenTick> receive() {
            final List<SeenTick> ticks = new ArrayList<>();
            do {
                ticks.addAll(rig.drain());
            } while (agent.doWork() > 0);
            ticks.addAll(rig.drain());
            return ticks;
        }
    }

    @BeforeEach
    void open() {
        aeron = new AeronRig(directory);
        publisher = publisher(3, 10);
    }

    @AfterEach
    void close() {
        aeron.close();
        rings.forEach(RingRig::close);
    }

    private FeedPublisher publisher(int sourceId, long session) {
        return new FeedPublisher(aeron.publication(), sourceId, session, INTERVAL, () -> nowNs);
    }

    private Server server(Subscription subscription) throws Exception {
        final RingRig rig = new RingRig(Files.createDirectory(directory.resolve("server" + rings.size())), 64);
        rings.add(rig);
        final Server server = new Server(
            new IngestAgent(subscription, rig.ring, rig.instruments, rig.counters, () -> TIME, 100), rig, subscription);
        await("the publisher to connect", publisher::isConnected);
        server.awaitImages(1);
        return server;
    }

    private Server server() throws Exception {
        return server(aeron.subscription());
    }

    private static List<TickKind> kinds(List<SeenTick> ticks) {
        return ticks.stream().map(SeenTick::kind).toList();
    }

    @Test
    void shouldConsumeNothingWhileNoServerIsConnected() throws Exception {
        final int id = publisher.define("A@X", -2, 0);
        assertFalse(publisher.tryQuote(id, TIME, 1, 1, 2, 2));
        assertFalse(publisher.keepAlive());
        assertEquals(0, publisher.accepted());
        final Server server = server();
        assertTrue(publisher.tryQuote(id, TIME, 1, 1, 2, 2));
        assertEquals(1, publisher.accepted());
        assertEquals(List.of(TickKind.DEFINITION, TickKind.QUOTE), kinds(server.receive()));
    }

    @Test
    void shouldPublishEveryFieldOfEachKind() throws Exception {
        final Server server = server();
        final int id = publisher.define("A@X", -2, 3);
        assertTrue(publisher.tryQuote(id, TIME, Tick.NO_PRICE, 0, -5, Long.MAX_VALUE));
        assertTrue(publisher.tryTrade(id, TIME + 1, 7, 8, 0xFFFF_FFFFL, Side.BUY));
        assertTrue(publisher.tryTrade(id, TIME + 2, 7, 0, 0, Side.UNKNOWN));
        assertTrue(publisher.tryStatus(TIME + 3, SourceStatus.DOWN));
        assertEquals(List.of(
            new SeenTick(1, TickKind.DEFINITION, 1, 3, TIME, 0, -2, 3, id, 0, 0, "A@X"),
            new SeenTick(2, TickKind.QUOTE, 1, 3, TIME, TIME, Tick.NO_PRICE, -5, 0, Long.MAX_VALUE, 0, null),
            new SeenTick(3, TickKind.TRADE, 1, 3, TIME, TIME + 1, 7, 0xFFFF_FFFFL, 8, 0, 1, null),
            new SeenTick(4, TickKind.TRADE, 1, 3, TIME, TIME + 2, 7, 0, 0, 0, 0, null),
            new SeenTick(5, TickKind.STATUS, 0, 3, TIME, TIME + 3, 3, 0, 0, 0, 0, null)), server.receive());
    }

    @Test
    void shouldLoseAndDoubleNothingUnderBackPressure() throws Exception {
        final Server server = server();
        final int id = publisher.define("A@X", -2, 0);
        final List<Long> received = new ArrayList<>();
        int refused = 0;
        for (long price = 1; price <= 5_000; price++) {
            while (!publisher.tryQuote(id, TIME, price, 1, 2, 2)) {
                refused++;
                server.receive().stream().filter(tick -> tick.kind() == TickKind.QUOTE).map(SeenTick::first)
                    .forEach(received::add);
            }
        }
        server.receive().stream().map(SeenTick::first).forEach(received::add);
        assertTrue(refused > 3, "the log buffer must have been full");
        assertEquals(LongStream.rangeClosed(1, 5_000).boxed().toList(), received);
        assertEquals(5_000, publisher.accepted());
        assertEquals(5_001, server.rig().count(INGEST_TICKS));
        assertEquals(0, server.rig().count(INGEST_SOURCE_GAPS));
    }

    @Test
    void shouldSendADefinitionBeforeItsFirstTickAlsoUnderBackPressure() throws Exception {
        final Server server = server();
        final int first = publisher.define("A@X", -2, 0);
        while (publisher.tryQuote(first, TIME, 1, 1, 2, 2)) {
            assertTrue(publisher.accepted() < 10_000);
        }
        final int second = publisher.define("B@X", -2, 0);
        assertFalse(publisher.tryQuote(second, TIME, 1, 1, 2, 2));
        server.receive();
        await("room in the log buffer", () -> publisher.tryQuote(second, TIME, 1, 1, 2, 2));
        assertEquals(List.of(TickKind.DEFINITION, TickKind.QUOTE), kinds(server.receive()));
    }

    @Test
    void shouldSendAllDefinitionsToAServerThatComesBack() throws Exception {
        final Server first = server();
        publisher.define("A@X", -2, 0);
        final int id = publisher.define("B@X", -2, 0);
        assertTrue(publisher.tryQuote(id, TIME, 1, 1, 2, 2));
        first.receive();
        first.agent().onClose();
        await("the server to be gone", () -> !publisher.isConnected());
        assertFalse(publisher.tryQuote(id, TIME, 1, 1, 2, 2));
        final Server second = server();
        assertTrue(publisher.tryQuote(id, TIME, 99, 1, 2, 2));
        final List<SeenTick> ticks = second.receive();
        assertEquals(List.of(TickKind.DEFINITION, TickKind.DEFINITION, TickKind.QUOTE), kinds(ticks.subList(0, 3)));
        assertEquals(99, ticks.get(ticks.size() - 1).first());
        assertEquals(Map.of(INGEST_TICKS, (long) ticks.size()), second.rig().counts());
        // Over IPC, Aeron may hand the three messages that the first server took to the second one too.
        final long messages = second.rig().count(INGEST_MESSAGES);
        assertTrue(messages == 3 || messages == 6, () -> messages + " messages");
    }

    @Test
    void shouldRepeatDefinitionsForAServerThatCameBackUnnoticed() throws Exception {
        final Subscription subscription = aeron.subscription();
        final int id = publisher.define("A@X", -2, 0);
        final Server first = server(subscription);
        assertTrue(publisher.tryQuote(id, TIME, 1, 1, 2, 2));
        first.receive();
        final Server second = server(subscription);
        assertTrue(publisher.tryQuote(id, TIME, 1, 1, 2, 2));
        assertEquals(List.of(), second.receive());
        nowNs += INTERVAL;
        assertTrue(publisher.keepAlive());
        assertTrue(publisher.tryQuote(id, TIME, 1, 1, 2, 2));
        assertEquals(List.of(TickKind.DEFINITION, TickKind.QUOTE), kinds(second.receive()));
        assertEquals(Map.of(INGEST_TICKS, 2L, INGEST_REFUSED_INSTRUMENT, 1L), second.rig().counts());
    }

    @Test
    void shouldRepeatAFewDefinitionsTogetherOnceInEachInterval() throws Exception {
        final Server server = server();
        for (final String name : List.of("A@X", "B@X", "C@X", "D@X")) {
            publisher.define(name, -2, 0);
        }
        assertTrue(publisher.keepAlive());
        server.receive();
        for (int i = 0; i < 20; i++) {
            final long before = server.rig().count(INGEST_MESSAGES);
            nowNs += INTERVAL - 1;
            publisher.keepAlive();
            assertEquals(List.of(), server.receive());
            assertEquals(before, server.rig().count(INGEST_MESSAGES));
            nowNs += 1;
            publisher.keepAlive();
            publisher.keepAlive();
            assertEquals(List.of(), server.receive());
            assertEquals(before + 4, server.rig().count(INGEST_MESSAGES));
        }
        final long before = server.rig().count(INGEST_MESSAGES);
        nowNs += 1_000 * INTERVAL;
        for (int i = 0; i < 10; i++) {
            publisher.keepAlive();
        }
        server.receive();
        assertTrue(server.rig().count(INGEST_MESSAGES) - before <= 8, "a long pause is not made up for");
    }

    @Test
    void shouldRepeatNoMoreThanTwoThousandASecondAndSomeAtATime() throws Exception {
        final Server server = server();
        for (int i = 0; i < 200; i++) {
            publisher.define("A" + i + "@X", -2, 0);
        }
        assertTrue(publisher.keepAlive());
        server.receive();
        nowNs += INTERVAL;
        final long startNs = nowNs;
        final long start = server.rig().count(INGEST_MESSAGES);
        long repeated = 0;
        int bursts = 0;
        for (int i = 0; i < 200; i++) {
            publisher.keepAlive();
            server.receive();
            final long now = server.rig().count(INGEST_MESSAGES) - start;
            final long due = (nowNs - startNs) / 500_000;
            assertTrue(now <= due + 64 && now >= due / 2, now + " repeated, " + due + " due");
            bursts += now > repeated ? 1 : 0;
            repeated = now;
            nowNs += 2_000_000;
        }
        assertTrue(bursts <= 20, repeated + " repeated in " + bursts + " bursts");
    }

    @Test
    void shouldBeMergedWithARedundantLine() throws Exception {
        final Server server = server();
        final FeedPublisher other = publisher(3, 10);
        await("the other line to connect", other::isConnected);
        server.awaitImages(2);
        final int id = publisher.define("A@X", -2, 0);
        assertEquals(id, other.define("A@X", -2, 0));
        final List<SeenTick> ticks = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            nowNs += INTERVAL / 7;
            publisher.keepAlive();
            final boolean isOtherAhead = i % 3 == 0;
            assertTrue((isOtherAhead ? other : publisher).tryQuote(id, TIME, i, 1, 2, 2));
            ticks.addAll(server.receive());
            assertTrue((isOtherAhead ? publisher : other).tryQuote(id, TIME, i, 1, 2, 2));
            ticks.addAll(server.receive());
        }
        assertEquals(LongStream.rangeClosed(1, 100).boxed().toList(),
            ticks.stream().skip(1).map(SeenTick::first).toList());
        assertEquals(Map.of(INGEST_TICKS, 101L, INGEST_SOURCE_DUPLICATES, 100L), server.rig().counts());
    }

    @Test
    void shouldKeepInstrumentsApartWhenTheNextRunDefinesThemInAnotherOrder() throws Exception {
        final Server server = server();
        final int a = publisher.define("A@X", -2, 0);
        assertTrue(publisher.tryQuote(a, TIME, 1, 1, 2, 2));
        final List<SeenTick> ticks = new ArrayList<>(server.receive());
        publisher.close();
        server.awaitImages(0);
        publisher = publisher(3, 11);
        await("the next run to connect", publisher::isConnected);
        server.awaitImages(1);
        final int b = publisher.define("B@X", -2, 0);
        assertTrue(publisher.tryQuote(b, TIME, 2, 1, 2, 2));
        assertEquals(a, publisher.define("A@X", -2, 0));
        assertTrue(publisher.tryQuote(a, TIME, 3, 1, 2, 2));
        ticks.addAll(server.receive());
        assertEquals(List.of(1, 1, 2, 2, 1), ticks.stream().map(SeenTick::instrumentId).toList());
        assertEquals(Map.of(CounterId.INGEST_TICKS, 5L), server.rig().counts());
    }
}
