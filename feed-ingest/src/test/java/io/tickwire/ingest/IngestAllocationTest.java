package io.tickwire.ingest;

import com.sun.management.ThreadMXBean;
import io.aeron.Subscription;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.feed.SourceStatus;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;

import static io.tickwire.ingest.AeronRig.await;
import static io.tickwire.ingest.FeedMessages.TIME;
import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(120)
class IngestAllocationTest {
    private static final int BATCH = 200;
    private static final int BATCHES = 5_000;
    private static final int ROUNDS = 5;
    // While the JVM compiles, a few hundred bytes are allocated now and then, not per message.
    private static final int WARM_UP_BATCHES = 5_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path directory;

    @Test
    void shouldNotAllocateFromPublisherToRing() {
        try (AeronRig aeron = new AeronRig(directory); RingRig rig = new RingRig(directory, 1_024)) {
            final Subscription subscription = aeron.subscription();
            final IngestAgent agent = new IngestAgent(subscription, rig.ring, rig.instruments, rig.counters,
                new OffsetEpochNanoClock(), 100);
            final FeedPublisher publisher =
                new FeedPublisher(aeron.publication(), 3, 10, 1_000_000, SystemNanoClock.INSTANCE);
            await("the publisher to connect", publisher::isConnected);
            final int id = publisher.define("A@X", -2, 0);
            publish(publisher, agent, rig, id, WARM_UP_BATCHES);
            // What a message allocates, it does in each round; a new compilation may do so once.
            long leastBytes = Long.MAX_VALUE;
            for (int i = 0; i < ROUNDS; i++) {
                final long before = threads.getCurrentThreadAllocatedBytes();
                publish(publisher, agent, rig, id, BATCHES / ROUNDS);
                leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(publisher.accepted() + 1, rig.count(CounterId.INGEST_TICKS));
            assertEquals((BATCHES + WARM_UP_BATCHES) * BATCH, publisher.accepted());
            assertEquals(0, leastBytes, "bytes allocated by " + BATCHES / ROUNDS * BATCH + " messages");
        }
    }

    private static void publish(FeedPublisher publisher, IngestAgent agent, RingRig rig, int id, int batches) {
        for (int i = 0; i < batches; i++) {
            for (int j = 0; j < BATCH - 2; j++) {
                while (!publisher.tryQuote(id, TIME + j, j, 1, 2, 2)) {
                    agent.doWork();
                }
            }
            while (!publisher.tryTrade(id, TIME, 1, 1, 0, (byte) 1)) {
                agent.doWork();
            }
            while (!publisher.tryStatus(TIME, SourceStatus.UP)) {
                agent.doWork();
            }
            while (agent.doWork() > 0) {
                Thread.onSpinWait();
            }
            while (rig.readOne() != null) {
                Thread.onSpinWait();
            }
        }
    }
}
