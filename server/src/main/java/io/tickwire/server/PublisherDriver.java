package io.tickwire.server;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.IoUtil;
import org.agrona.concurrent.BackoffIdleStrategy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The way to Aeron for a publisher in a process of its own. Over UDP it has a media driver of its own, which outlives
 * the server; over shared memory, or where media drivers are external, it uses the one that is there.
 */
public final class PublisherDriver implements AutoCloseable {
    private static final Pattern DIRECTORY = Pattern.compile("tickwire-publisher-([0-9]+)");
    private static final long ALIVE_TIMEOUT_MS = TimeUnit.SECONDS.toMillis(10);
    private static final long CHECK_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long MIN_PARK_NS = 1_000;
    private static final long MAX_PARK_NS = 1_000_000;

    private final MediaDriver driver;
    private final Aeron aeron;
    private final Receipts receipts;

    private PublisherDriver(MediaDriver driver, String directory, Receipts receipts, ErrorHandler errors) {
        this.driver = driver;
        this.receipts = receipts;
        try {
            aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory).errorHandler(errors));
        } catch (final RuntimeException e) {
            CloseHelper.close(driver);
            throw noDriver(directory, e);
        }
    }

    private static IllegalStateException noDriver(String directory, Throwable cause) {
        return new IllegalStateException("no media driver answers in " + directory
            + "; the server has to run first, with the same configuration", cause);
    }

    /**
     * Use the media driver that is there.
     *
     * @param directory where it is
     * @param timeoutNs longest wait for it
     * @param errors    gets what goes wrong in Aeron's threads
     * @return connected
     * @throws IllegalStateException if there is none
     */
    static PublisherDriver existing(String directory, long timeoutNs, ErrorHandler errors) {
        final long deadlineNs = System.nanoTime() + timeoutNs;
        while (!isAlive(Path.of(directory))) {
            if (System.nanoTime() - deadlineNs >= 0) {
                throw noDriver(directory, null);
            }
            LockSupport.parkNanos(CHECK_NS);
        }
        return new PublisherDriver(null, directory, null, errors);
    }

    /**
     * Launch one for this process.
     *
     * @param base   where its directory goes, which ends with the process
     * @param errors gets what goes wrong in Aeron's threads
     * @return connected
     */
    static PublisherDriver own(Path base, ErrorHandler errors) {
        removeRemains(base);
        final String directory = base.resolve("tickwire-publisher-" + ProcessHandle.current().pid()).toString();
        final Receipts receipts = new Receipts();
        final MediaDriver driver = MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(directory)
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .errorHandler(errors)
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(new BackoffIdleStrategy(10, 20, MIN_PARK_NS, MAX_PARK_NS))
            .unicastFlowControlSupplier((channel, streamId, registrationId) -> receipts.flowControl()));
        return new PublisherDriver(driver, directory, receipts, errors);
    }

    /** A publisher that was killed could not remove its directory. */
    private static void removeRemains(Path base) {
        final List<Path> remains;
        try (Stream<Path> all = Files.list(base)) {
            remains = all.filter(PublisherDriver::isRemains).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        remains.forEach(directory -> IoUtil.delete(directory.toFile(), true));
    }

    /** The process has ended, and, as process ids may be those of another container, nobody keeps the driver alive. */
    private static boolean isRemains(Path directory) {
        final Matcher name = DIRECTORY.matcher(directory.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty() && !isAlive(directory);
    }

    private static boolean isAlive(Path directory) {
        return CommonContext.isDriverActive(directory.toFile(), ALIVE_TIMEOUT_MS, text -> {
        });
    }

    /**
     * The client.
     *
     * @return connected
     */
    public Aeron aeron() {
        return aeron;
    }

    /**
     * What the server has taken of the one publication that this driver has.
     *
     * @return null if the driver is not the publisher's own, so that nobody tells
     */
    public Receipts receipts() {
        return receipts;
    }

    @Override
    public void close() {
        CloseHelper.closeAll(aeron, driver);
    }
}
