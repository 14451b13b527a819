package io.tickwire.server.line;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tickwire.ingest.BlockingFeed;
import io.tickwire.ingest.FeedPublisher;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import static org.junit.jupiter.api.Assertions.assertNull;

/**
 * A feed handler that publishes in bursts without end, whatever becomes of the server. Every field of a tick follows
 * from its running number.
 */
final class EndlessFeed implements Runnable, AutoCloseable {
    static final int STREAM_ID = 1001;
    private static final String[] NAMES = {"IBM@Q", "MSFT@Q", "BTCUSDT@spot"};
    private static final long TIME_NS = 1_723_161_471_000_000_000L;
    private static final int BURST_LIMIT = 100;
    private static final int PAUSE_LIMIT_NS = 2_000_000;

    private final MediaDriver driver;
    private final BlockingFeed feed;
    private final Aeron aeron;
    private final Random random;
    private final int burstLimit;
    private final Thread thread = new Thread(this, "endless-feed");
    /** Set by the feed's thread, read by the test. */
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    /** Set by the test, read by the feed's thread. */
    private volatile boolean isStopped;
    /** Set by the feed's thread, read by the test when it has ended. */
    private volatile long published;

    EndlessFeed(Path directory, String channel, long seed) {
        this(directory, channel, seed, BURST_LIMIT);
    }

    EndlessFeed(Path directory, String channel, long seed, int burstLimit) {
        this.burstLimit = burstLimit;
        random = new Random(seed);
        driver = MediaDriver.launch(new MediaDriver.Context().aeronDirectoryName(directory.toString())
            .threadingMode(ThreadingMode.SHARED).dirDeleteOnStart(true).dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory.toString()));
        feed = new BlockingFeed(FeedPublisher.connect(aeron, channel, STREAM_ID, LineFixture.SOURCE_ID),
            new SleepingMillisIdleStrategy(1), TimeUnit.SECONDS.toNanos(60));
        thread.start();
    }

    @Override
    public void run() {
        try {
            final int[] ids = new int[NAMES.length];
            for (int i = 0; i < NAMES.length; i++) {
                ids[i] = feed.onInstrument(NAMES[i], -4, 0);
            }
            int burst = 1;
            for (long number = 0; !isStopped; number++) {
                feed.onQuote(ids[(int) (number % NAMES.length)], timeNs(number), number, number, number + 1, number);
                published = number + 1;
                if (--burst == 0) {
                    burst = 1 + random.nextInt(burstLimit);
                    LockSupport.parkNanos(random.nextInt(PAUSE_LIMIT_NS));
                }
            }
        } catch (final RuntimeException e) {
            failure.set(e);
        }
    }

    /** The name of the instrument that the tick of a number is of. */
    static String name(long number) {
        return NAMES[(int) (number % NAMES.length)];
    }

    /** The time of the tick of a number, ns since 1970. */
    static long timeNs(long number) {
        return TIME_NS + number;
    }

    /** How many ticks were published; they have the numbers from 0 on. */
    long stop() {
        isStopped = true;
        Await.until("the end of the feed", () -> !thread.isAlive());
        assertNull(failure.get());
        return published;
    }

    @Override
    public void close() {
        isStopped = true;
        thread.interrupt();
        Await.until("the end of the feed", () -> !thread.isAlive());
        feed.close();
        aeron.close();
        driver.close();
    }
}
