package io.tickwire.ingest;

import io.aeron.Subscription;
import io.tickwire.core.feed.SourceStatus;
import io.tickwire.core.tick.Tick;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static io.tickwire.ingest.AeronRig.await;
import static io.tickwire.ingest.FeedMessages.TIME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
class FeedPublisherErrorTest {
    @TempDir
    Path directory;
    private AeronRig aeron;
    private FeedPublisher publisher;
    private int id;
    private long nowNs;

    @BeforeEach
    void open() {
        aeron = new AeronRig(directory);
        publisher = FeedPublisher.connect(aeron.aeron, AeronRig.CHANNEL, AeronRig.STREAM, 3);
        id = publisher.define("A@X", -2, 0);
    }

    @AfterEach
    void close() {
        aeron.close();
    }

    private Subscription connect() {
        final Subscription subscription = aeron.subscription();
        await("the publisher to connect", publisher::isConnected);
        return subscription;
    }

    /** Its time-out has passed after ten looks at the clock. */
    private BlockingFeed impatient() {
        return new BlockingFeed(publisher, NoOpIdleStrategy.INSTANCE, 1_000_000_000, () -> nowNs += 100_000_000);
    }

    private static IdleStrategy idleBy(Runnable step) {
        return new IdleStrategy() {
            @Override
            public void idle(int workCount) {
                throw new AssertionError("not asked for");
            }

            @Override
            public void idle() {
                step.run();
            }

            @Override
            public void reset() {
                // Nothing is kept between two waits.
            }
        };
    }

    private static void expectMessage(String part, Class<? extends Exception> type, Executable call) {
        final String message = assertThrows(type, call).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static void expectRefused(Executable call) {
        assertThrows(IllegalArgumentException.class, call);
    }

    @Test
    void shouldRefuseWhatTheServerWouldRefuse() {
        connect();
        expectRefused(() -> publisher.tryQuote(id + 1, TIME, 1, 1, 1, 1));
        expectRefused(() -> publisher.tryQuote(id, 0, 1, 1, 1, 1));
        expectRefused(() -> publisher.tryQuote(id, TIME, 1, -1, 1, 1));
        expectRefused(() -> publisher.tryQuote(id, TIME, 1, 1, Tick.NO_PRICE, 1));
        expectRefused(() -> publisher.tryTrade(id + 1, TIME, 1, 1, 0, (byte) 0));
        expectRefused(() -> publisher.tryTrade(id, TIME, Tick.NO_PRICE, 1, 0, (byte) 0));
        expectRefused(() -> publisher.tryTrade(id, TIME, 1, -1, 0, (byte) 0));
        expectRefused(() -> publisher.tryTrade(id, TIME, 1, 1, -1, (byte) 0));
        expectRefused(() -> publisher.tryTrade(id, TIME, 1, 1, 1L << 32, (byte) 0));
        expectRefused(() -> publisher.tryTrade(id, TIME, 1, 1, 0, (byte) 3));
        expectRefused(() -> publisher.tryStatus(TIME, SourceStatus.NULL_VAL));
        expectRefused(() -> publisher.tryStatus(-1, SourceStatus.UP));
        assertEquals(0, publisher.accepted());
    }

    @Test
    void shouldRefuseSourcesAndSessionsThatCanNotBe() {
        expectRefused(() -> FeedPublisher.connect(aeron.aeron, AeronRig.CHANNEL, AeronRig.STREAM, -1));
        expectRefused(() -> FeedPublisher.connect(aeron.aeron, AeronRig.CHANNEL, AeronRig.STREAM, 65_536));
        expectRefused(() -> new FeedPublisher(aeron.publication(), 1, 0));
        expectRefused(() -> new FeedPublisher(aeron.publication(), 1, 1, 0, () -> 0));
        expectRefused(() -> new BlockingFeed(publisher, NoOpIdleStrategy.INSTANCE, 0));
    }

    @Test
    void shouldSayThatItIsClosed() {
        connect();
        publisher.close();
        expectMessage("source 3 on " + AeronRig.CHANNEL + " stream 1001 is closed", IllegalStateException.class,
            () -> publisher.tryQuote(id, TIME, 1, 1, 1, 1));
        assertThrows(IllegalStateException.class, publisher::keepAlive);
        publisher.close();
    }

    @Test
    void shouldSayThatItsPublicationIsUsedUp() {
        final String nearTheEnd = AeronRig.CHANNEL + "|init-term-id=0|term-id=2147483647|term-offset=65216";
        final FeedPublisher last =
            new FeedPublisher(aeron.aeron.addExclusivePublication(nearTheEnd, AeronRig.STREAM), 4);
        final Subscription subscription = aeron.subscription();
        await("the publisher to connect", last::isConnected);
        final int instrument = last.define("A@X", -2, 0);
        expectMessage("last position", IllegalStateException.class, () -> {
            for (int i = 0; i < 10; i++) {
                last.tryQuote(instrument, TIME, 1, 1, 2, 2);
                subscription.poll((buffer, offset, length, header) -> { }, 10);
            }
        });
        assertEquals(1, last.accepted());
    }

    @Test
    void shouldWaitForAServerToComeAndToCatchUp() {
        final AtomicInteger received = new AtomicInteger();
        final AtomicInteger waits = new AtomicInteger();
        final Subscription[] subscription = new Subscription[1];
        final IdleStrategy server = idleBy(() -> {
            waits.incrementAndGet();
            if (subscription[0] == null) {
                subscription[0] = connect();
            }
            received.addAndGet(subscription[0].poll((buffer, offset, length, header) -> { }, 10_000));
        });
        final BlockingFeed feed = new BlockingFeed(publisher, server, TimeUnit.SECONDS.toNanos(20));
        feed.awaitServer();
        final int instrument = feed.onInstrument("B@X", 0, 0);
        for (int i = 0; i < 3_000; i++) {
            feed.onQuote(instrument, TIME, 1, 1, 2, 2);
            feed.onTrade(instrument, TIME, 1, 1, 0, (byte) 1);
        }
        feed.onStatus(TIME, SourceStatus.UP);
        assertEquals(6_001, publisher.accepted());
        assertTrue(waits.get() > 3, "it must have waited for room");
        assertTrue(received.get() > 3_000);
    }

    @Test
    void shouldSayWhyAMessageWasNotAcceptedInTime() {
        final BlockingFeed feed = impatient();
        expectMessage("no server is connected", FeedTimeoutException.class,
            () -> feed.onQuote(id, TIME, 1, 1, 2, 2));
        assertEquals(0, publisher.accepted());
        connect();
        expectMessage("within 1000 ms: the server takes no more", FeedTimeoutException.class, () -> {
            for (int i = 0; i < 10_000; i++) {
                feed.onQuote(id, TIME, 1, 1, 2, 2);
            }
        });
        feed.close();
        expectMessage("closed", IllegalStateException.class, () -> feed.onStatus(TIME, SourceStatus.UP));
    }

    @Test
    void shouldEndItsWaitWhenInterrupted() {
        final BlockingFeed feed = impatient();
        Thread.currentThread().interrupt();
        expectMessage("interrupted", IllegalStateException.class, () -> feed.onQuote(id, TIME, 1, 1, 2, 2));
        assertTrue(Thread.interrupted(), "the thread stays interrupted");
    }
}
