package io.tickwire.ingest;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import org.agrona.CloseHelper;
import org.agrona.concurrent.BackoffIdleStrategy;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A media driver and a client of its own. */
final class AeronRig implements AutoCloseable {
    static final String CHANNEL = "aeron:ipc?term-length=64k";
    static final int STREAM = 1_001;

    final Aeron aeron;
    private final MediaDriver driver;

    AeronRig(Path directory) {
        driver = MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(directory.resolve("aeron").toString())
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(new BackoffIdleStrategy(1, 1, 1_000, 100_000))
            .warnIfDirectoryExists(false)
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
    }

    Subscription subscription() {
        return aeron.addSubscription(CHANNEL, STREAM);
    }

    ExclusivePublication publication() {
        return aeron.addExclusivePublication(CHANNEL, STREAM);
    }

    static void await(String what, BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("waited 20 s in vain for: " + what);
            }
            Thread.yield();
        }
    }

    @Override
    public void close() {
        CloseHelper.closeAll(aeron, driver);
    }
}
