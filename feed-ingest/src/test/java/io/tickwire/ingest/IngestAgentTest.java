package io.tickwire.ingest;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.tick.TickKind;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import static io.tickwire.ingest.AeronRig.await;
import static io.tickwire.ingest.FeedMessages.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
class IngestAgentTest {
    @TempDir
    Path directory;
    private AeronRig aeron;
    private RingRig rig;
    private Subscription subscription;
    private long nowNs = 1;

    @BeforeEach
    void open() {
        aeron = new AeronRig(directory);
        subscription = aeron.subscription();
    }

    @AfterEach
    void close() {
        aeron.close();
        rig.close();
    }

    private IngestAgent agent(int capacity, int fragmentLimit) {
        rig = new RingRig(directory, capacity);
        return new IngestAgent(subscription, rig.ring, rig.instruments, rig.counters, () -> nowNs, fragmentLimit);
    }

    private ExclusivePublication connected() {
        final int images = subscription.imageCount();
        final ExclusivePublication publication = aeron.publication();
        await("the publication to connect",
            () -> publication.isConnected() && subscription.imageCount() == images + 1);
        return publication;
    }

    private static void offer(Publication publication, UnsafeBuffer message) {
        await("room in the publication", () -> publication.offer(message, 0, message.capacity()) > 0);
    }

    @Test
    void shouldTakeNoMoreThanItsLimitInOneCycleAndReadTheClockOncePerCycle() {
        final IngestAgent agent = agent(64, 2);
        final ExclusivePublication publication = connected();
        offer(publication, definition(0, INSTRUMENT, "A@X", 0));
        for (int i = 1; i <= 4; i++) {
            offer(publication, quote(i));
        }
        nowNs = 1_000;
        assertEquals(2, agent.doWork());
        nowNs = 2_000;
        assertEquals(2, agent.doWork());
        nowNs = 3_000;
        assertEquals(1, agent.doWork());
        assertEquals(0, agent.doWork());
        assertEquals(List.of(1_000L, 1_000L, 2_000L, 2_000L, 3_000L),
            rig.drain().stream().map(SeenTick::receiveTimeNs).toList());
    }

    @Test
    void shouldLeaveMessagesWithAeronWhileTheRingIsFullAndLoseOrDoubleNone() {
        final IngestAgent agent = agent(4, 10);
        final ExclusivePublication publication = connected();
        final long last = 5_000;
        offer(publication, definition(0, INSTRUMENT, "A@X", 0));
        final List<Long> received = new ArrayList<>();
        long sent = 0;
        boolean heldBack = false;
        while (received.size() < last) {
            final UnsafeBuffer next = quote(sent + 1);
            if (sent < last && publication.offer(next, 0, next.capacity()) > 0) {
                sent++;
                continue;
            }
            heldBack |= sent < last;
            for (int i = 0; i < 5; i++) {
                agent.doWork();
            }
            rig.drain().stream().filter(tick -> tick.kind() == TickKind.QUOTE).map(tick -> tick.first() - 100)
                .forEach(received::add);
        }
        assertEquals(LongStream.rangeClosed(1, last).boxed().toList(), received);
        assertTrue(heldBack, "the publisher must have felt it");
        assertTrue(rig.count(CounterId.INGEST_BACK_PRESSURE) > 1_000);
        assertEquals(last + 1, rig.count(CounterId.INGEST_MESSAGES));
        assertEquals(0, rig.count(CounterId.INGEST_SOURCE_GAPS) + rig.count(CounterId.INGEST_SOURCE_DUPLICATES));
    }

    @Test
    void shouldTakeNothingWhileTheRingIsFull() {
        final IngestAgent agent = agent(2, 10);
        final ExclusivePublication publication = connected();
        offer(publication, definition(0, INSTRUMENT, "A@X", 0));
        offer(publication, quote(1));
        offer(publication, quote(2));
        assertEquals(2, agent.doWork());
        assertEquals(0, agent.doWork());
        assertEquals(0, agent.doWork());
        rig.drain();
        assertEquals(1, agent.doWork());
        assertEquals(102, rig.drain().get(0).first());
    }

    @Test
    void shouldNotTakeADefinitionThatOnlyRepeatsForWork() {
        final IngestAgent agent = agent(64, 10);
        final ExclusivePublication publication = connected();
        offer(publication, definition(0, INSTRUMENT, "A@X", 0));
        assertEquals(1, agent.doWork());
        offer(publication, definition(0, INSTRUMENT, "A@X", 0));
        offer(publication, definition(0, INSTRUMENT, "A@X", 0));
        assertEquals(0, agent.doWork());
        assertEquals(3, rig.count(CounterId.INGEST_MESSAGES));
        offer(publication, definition(0, INSTRUMENT, "A@X", 0));
        offer(publication, quote(1));
        assertEquals(1, agent.doWork());
    }

    @Test
    void shouldServeAllPublishersInTurn() {
        final IngestAgent agent = agent(1_024, 4);
        final int publishers = 5;
        final List<ExclusivePublication> publications = new ArrayList<>();
        for (int source = 0; source < publishers; source++) {
            publications.add(connected());
            offer(publications.get(source), definition(source, SESSION, 0, INSTRUMENT, "A@X", 0));
            for (int i = 1; i <= 20; i++) {
                offer(publications.get(source), quote(source, SESSION, i, INSTRUMENT));
            }
        }
        for (int i = 0; i < 2 * publishers; i++) {
            assertEquals(4, agent.doWork());
        }
        final Map<Integer, Integer> served = new HashMap<>();
        rig.drain().forEach(tick -> served.merge(tick.sourceId(), 1, Integer::sum));
        assertEquals(publishers, served.size());
        served.forEach((source, count) -> assertTrue(count >= 4, () -> "source " + source + " of " + served));
    }

    @Test
    void shouldRefuseAMessageInFragments() {
        final IngestAgent agent = agent(64, 100);
        final ExclusivePublication publication = connected();
        final UnsafeBuffer large = new UnsafeBuffer(new byte[publication.maxPayloadLength() + 1]);
        offer(publication, large);
        assertEquals(2, agent.doWork());
        assertEquals(Map.of(CounterId.INGEST_REFUSED_LENGTH, 2L), rig.counts());
    }

    @Test
    void shouldCloseItsSubscriptionAndTellItsRole() {
        final IngestAgent agent = agent(64, 1);
        assertEquals("ingest", agent.roleName());
        agent.onStart();
        assertEquals(0, agent.doWork());
        agent.onClose();
        assertTrue(subscription.isClosed());
        agent.onClose();
    }

    @Test
    void shouldRefuseALimitThatTakesNothing() {
        assertThrows(IllegalArgumentException.class, () -> agent(64, 0));
    }
}
