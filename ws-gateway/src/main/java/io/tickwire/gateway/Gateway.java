package io.tickwire.gateway;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.GatewayConfig;
import io.tickwire.config.ReplayConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.ErrorLog;
import io.tickwire.fanout.FanoutInbox;
import io.tickwire.fanout.FrameEnvelope;
import io.tickwire.fanout.SinkDriver;
import org.agrona.concurrent.EpochNanoClock;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The WebSocket gateway. First it gives each fan-out agent its {@link #sinkDriver}; then it gets their inboxes; then
 * it is started. It is closed while the fan-out agents still run, so that they can send the last bytes.
 */
public final class Gateway implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final long CLOSE_LOOK_NS = 1_000_000;
    private static final int LIBRARY_STOP_TIMEOUT_MS = 2_000;

    private final GatewayConfig config;
    private final GatewayIo[] ios;
    private final FanoutInbox[] inboxes;
    private final GatewayHandler handler;
    private final ErrorLog errors;
    /** Sockets that are not closed yet. Added to by the library's selector, taken from by fan-out threads. */
    private final AtomicInteger openSockets = new AtomicInteger();
    private GatewayServer server;
    private int port;
    // The library's selector thread only.
    private int nextFanout;

    /**
     * Make a gateway; nothing is opened yet.
     *
     * @param config   address and limits
     * @param fanout   how many fan-out agents there are, and the heartbeat
     * @param replay   how many replay agents there are
     * @param epoch    of the journal
     * @param version  of the server
     * @param clock    for answers to ping
     * @param counters the server's counters
     */
    public Gateway(GatewayConfig config, FanoutConfig fanout, ReplayConfig replay, long epoch, String version,
                   EpochNanoClock clock, CounterFile counters) {
        this.config = config;
        this.errors = counters.errors();
        ios = new GatewayIo[fanout.threads() + replay.threads()];
        for (int i = 0; i < ios.length; i++) {
            ios[i] = new GatewayIo(counters, config.handshakeTimeoutNs());
        }
        inboxes = new FanoutInbox[fanout.threads()];
        handler = new GatewayHandler(
            new GatewayHello(version, epoch, TimeUnit.NANOSECONDS.toMillis(fanout.heartbeatNs()), clock), inboxes,
            new RequestParser(config.symbolLimit()), config.connectionLimit(), counters);
    }

    /**
     * The gateway's part in a fan-out agent's duty cycle.
     *
     * @param fanoutIndex which agent
     * @return for that agent alone
     */
    public SinkDriver sinkDriver(int fanoutIndex) {
        return ios[fanoutIndex];
    }

    /**
     * The gateway's part in a replay agent's duty cycle.
     *
     * @param replayIndex which agent
     * @return for that agent alone
     */
    public SinkDriver replayDriver(int replayIndex) {
        return ios[inboxes.length + replayIndex];
    }

    /**
     * What goes around each frame.
     *
     * @return a WebSocket header
     */
    public FrameEnvelope envelope() {
        return new WebSocketFraming();
    }

    /**
     * Serve new connections with a fan-out agent; before {@link #start}.
     *
     * @param fanoutIndex which agent
     * @param inbox       the way to it
     */
    public void serveWith(int fanoutIndex, FanoutInbox inbox) {
        inboxes[fanoutIndex] = inbox;
    }

    /**
     * Listen.
     *
     * @throws IllegalStateException if the address can't be had, saying which and what to do
     */
    public void start() {
        final ServerSocketChannel listening = bind();
        server = new GatewayServer(listening, config.inboundFrameLimitBytes(), this::channelOf, handler);
        server.start();
    }

    private ServerSocketChannel bind() {
        ServerSocketChannel listening = null;
        try {
            listening = ServerSocketChannel.open();
            listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listening.bind(new InetSocketAddress(config.host(), config.port()), BACKLOG);
            port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
            return listening;
        } catch (final IOException | RuntimeException e) {
            if (listening != null) {
                closeQuietly(listening, e);
            }
            throw new IllegalStateException("the WebSocket gateway can't listen on " + config.host() + ":"
                + config.port() + " (" + e.getMessage() + "); set gateway.host and gateway.port to an address of this"
                + " machine that is free", e);
        }
    }

    private static void closeQuietly(ServerSocketChannel listening, Exception cause) {
        try {
            listening.close();
        } catch (final IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** The library's selector thread: a new connection, which stays with one fan-out thread from now on. */
    private LibraryChannel channelOf(SocketChannel socket) {
        final int fanoutIndex = nextFanout;
        nextFanout = (nextFanout + 1) % inboxes.length;
        try {
            if (config.sendBufferBytes() > 0) {
                socket.setOption(StandardSocketOptions.SO_SNDBUF, config.sendBufferBytes());
            }
        } catch (final IOException e) {
            errors.onError(e);
        }
        openSockets.incrementAndGet();
        final Outbound outbound = new Outbound(socket, ios[fanoutIndex], config.controlQueueLimitBytes(),
            config.closeTimeoutNs(), openSockets::decrementAndGet);
        ios[fanoutIndex].arrived(outbound);
        return new LibraryChannel(socket, outbound, fanoutIndex, config.inboundFrameLimitBytes());
    }

    /**
     * Where it listens.
     *
     * @return the real port where the configuration says 0
     */
    public int port() {
        return port;
    }

    /** Any thread. Sockets that are not closed yet, whatever the state of their session. */
    int openSockets() {
        return openSockets.get();
    }

    /** Tell every client, send what waits for it, and close; those who do not take it are cut after the time-out. */
    @Override
    public void close() {
        if (server == null) {
            return;
        }
        try {
            server.stop(LIBRARY_STOP_TIMEOUT_MS, "the server stops; connect again and resume");
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        handler.stop();
        final long deadlineNs = System.nanoTime() + config.closeTimeoutNs();
        while (openSockets.get() > 0 && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(CLOSE_LOOK_NS);
        }
        server = null;
    }
}
