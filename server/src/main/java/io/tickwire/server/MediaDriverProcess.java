package io.tickwire.server;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tickwire.config.AeronConfig;
import io.tickwire.config.AgentMode;
import io.tickwire.config.ThreadingConfig;
import io.tickwire.config.TickwireConfig;
import io.tickwire.core.agent.RestingIdleStrategy;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The way to Aeron: a media driver in this process or an external one, and a client of it.
 */
public final class MediaDriverProcess implements AutoCloseable {
    private static final String IPC = "aeron:ipc";
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    /** A duty cycle asks the system for each socket; heartbeats wake the driver all the time, and each pays these. */
    private static final int SPINS = 2;
    private static final int YIELDS = 6;
    private static final long MIN_PARK_NS = 1_000;
    private static final long MAX_PARK_NS = 2_000_000;
    /** Until it sleeps for the longest time. */
    private static final int IDLES = 20;
    /** The client only has something to do for itself when publishers come and go. */
    private static final long CLIENT_SLEEP_MS = 50;
    /** The driver looks up names on a thread of its own, which has something to do only when a channel is added. */
    private static final long NAME_LOOKUP_SLEEP_MS = 50;

    private final MediaDriver driver;
    private final Aeron aeron;

    /**
     * Start or find the media driver, and connect to it.
     *
     * @param config    where it is
     * @param threading a dedicated, spinning server gets a driver of that kind too
     * @param owner     data directory of the process that owns an embedded driver; gives the driver's directory its
     *                  name, so that what a killed process left behind is found and removed
     * @param errors    gets what goes wrong in Aeron's threads
     */
    public MediaDriverProcess(AeronConfig config, ThreadingConfig threading, Path owner, ErrorHandler errors) {
        final String directory = directory(config, owner);
        driver = config.embeddedDriver() ? launch(directory, threading, errors) : null;
        try {
            aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory).errorHandler(errors)
                .subscriberErrorHandler(errors)
                .idleStrategy(new SleepingMillisIdleStrategy(CLIENT_SLEEP_MS)));
        } catch (final RuntimeException e) {
            CloseHelper.close(driver);
            throw new IllegalStateException("no media driver answers in " + directory
                + "; start one there, or set aeron.embeddedDriver = true", e);
        }
    }

    /**
     * The way to Aeron for a publisher in a process of its own.
     *
     * @param config    of the server that is published to
     * @param timeoutNs longest wait for a media driver that is not the publisher's own
     * @param errors    gets what goes wrong in Aeron's threads
     * @return connected
     * @throws IllegalStateException if there is no media driver where one is needed
     */
    public static PublisherDriver forPublisher(TickwireConfig config, long timeoutNs, ErrorHandler errors) {
        final AeronConfig aeron = config.aeron();
        if (!aeron.embeddedDriver() || aeron.channel().startsWith(IPC)) {
            return PublisherDriver.existing(directory(aeron, config.directory()), timeoutNs, errors);
        }
        return PublisherDriver.own(
            Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY : Path.of(System.getProperty("java.io.tmpdir")), errors);
    }

    private static String directory(AeronConfig config, Path owner) {
        if (config.directory() != null) {
            return config.directory().toAbsolutePath().toString();
        }
        if (!config.embeddedDriver()) {
            return CommonContext.getAeronDirectoryName();
        }
        final Path base = Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY : owner.toAbsolutePath();
        return base.resolve("tickwire-" + Integer.toHexString(owner.toAbsolutePath().normalize().hashCode()))
            .toString();
    }

    /** A driver hears heartbeats all the time, so that it must rest soon after each. */
    private static IdleStrategy backoff() {
        return new RestingIdleStrategy(new BackoffIdleStrategy(SPINS, YIELDS, MIN_PARK_NS, MAX_PARK_NS), IDLES,
            MAX_PARK_NS);
    }

    private static MediaDriver launch(String directory, ThreadingConfig threading, ErrorHandler errors) {
        final boolean isDedicated = threading.mode() == AgentMode.DEDICATED;
        final IdleStrategy idle = isDedicated ? BusySpinIdleStrategy.INSTANCE : backoff();
        return MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(directory)
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .errorHandler(errors)
            .threadingMode(isDedicated ? ThreadingMode.SHARED_NETWORK : ThreadingMode.SHARED)
            .sharedIdleStrategy(idle)
            .sharedNetworkIdleStrategy(idle)
            .conductorIdleStrategy(backoff())
            .sharedThreadFactory(new PinnedThreads().on(PinnedThreads.ANY_CORE))
            .sharedNetworkThreadFactory(new PinnedThreads().on(PinnedThreads.ANY_CORE))
            .asyncExecutorIdleStrategy(new SleepingMillisIdleStrategy(NAME_LOOKUP_SLEEP_MS)));
    }

    /**
     * The client.
     *
     * @return connected
     */
    public Aeron aeron() {
        return aeron;
    }

    @Override
    public void close() {
        CloseHelper.closeAll(aeron, driver);
    }
}
