package io.tickwire.gateway;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.GatewayConfig;
import io.tickwire.config.ReplayConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.ErrorLog;
import io.tickwire.fanout.FanoutInbox;
import io.tickwire.fanout.FrameEnvelope;
import io.tickwire.fanout.SinkDriver;
import io.tickwire.gateway.wire.PlainWire;
import io.tickwire.gateway.wire.Wire;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NoOpIdleStrategy;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The WebSocket gateway. First it gives each fan-out agent its {@link #sinkDriver}; then it gets their inboxes; then
 * it is started. It is closed while the fan-out agents still run, so that they can send the last bytes.
 */
public final class Gateway implements AutoCloseable {
    private static final long CLOSE_LOOK_NS = 1_000_000;

    private final GatewayConfig config;
    private final GatewayIo[] ios;
    private final FanoutInbox[] inboxes;
    private final GatewayHandler handler;
    private final ErrorLog errors;
    /** Sockets that are not closed yet. Added to by the reader, taken from by fan-out and replay threads. */
    private final AtomicInteger openSockets = new AtomicInteger();
    private final EpochNanoClock clock;
    private GatewayReader reader;
    private AgentRunner runner;
    private int port;
    // Reader thread only.
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
        this.clock = clock;
        ios = new GatewayIo[fanout.threads() + replay.threads()];
        for (int i = 0; i < ios.length; i++) {
            ios[i] = new GatewayIo(counters);
        }
        inboxes = new FanoutInbox[fanout.threads()];
        handler = new GatewayHandler(
            new GatewayHello(version, epoch, TimeUnit.NANOSECONDS.toMillis(fanout.heartbeatNs()), clock), inboxes,
            new RequestParser(config.symbolLimit()), config.connectionLimit(), this::reconnectMs, counters);
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
        final Acceptor acceptor = Acceptor.bind(config.host(), config.port(), errors);
        port = acceptor.port();
        reader = new GatewayReader(acceptor, this::connection, clock, errors);
        runner = new AgentRunner(new NoOpIdleStrategy(), errors, null, reader);
        AgentRunner.startOnThread(runner);
    }

    /** Reader thread: a new socket, which stays with one fan-out thread from now on. */
    private Connection connection(SocketChannel socket, long nowNs) {
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
        final Wire wire = new PlainWire(socket);
        final Outbound outbound = new Outbound(wire, ios[fanoutIndex], config.controlQueueLimitBytes(),
            config.closeTimeoutNs());
        final Connection connection = new Connection(wire, outbound, fanoutIndex, config.inboundFrameLimitBytes(),
            nowNs + config.handshakeTimeoutNs(), handler);
        outbound.listener(new OutboundListener() {
            @Override
            public void onEnding() {
                reader.ended(connection);
            }

            @Override
            public void onClosed() {
                openSockets.decrementAndGet();
            }
        });
        return connection;
    }

    /** A different time for each client, so that they do not all come back at once. */
    private long reconnectMs() {
        return ThreadLocalRandom.current().nextLong(TimeUnit.NANOSECONDS.toMillis(config.reconnectSpreadNs()) + 1);
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

    /**
     * Take nobody new, tell every client, send what waits for it, and close; those who do not take it are cut after the
     * time-out for it.
     */
    @Override
    public void close() {
        if (reader == null) {
            return;
        }
        reader.drain();
        final long deadlineNs = System.nanoTime() + config.drainTimeoutNs();
        while (!(reader.isDrained() && openSockets.get() == 0) && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(CLOSE_LOOK_NS);
        }
        handler.stop();
        runner.close();
        reader = null;
    }
}
