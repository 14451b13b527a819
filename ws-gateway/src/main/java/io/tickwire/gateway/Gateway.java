package io.tickwire.gateway;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.GatewayConfig;
import io.tickwire.config.GatewayLimits;
import io.tickwire.config.ReplayConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.fanout.FanoutInbox;
import io.tickwire.fanout.FrameEnvelope;
import io.tickwire.fanout.SinkDriver;
import org.agrona.concurrent.EpochNanoClock;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The WebSocket gateway. First it gives each fan-out agent its {@link #sinkDriver}; then it gets their inboxes; then
 * it is started. It is closed while the fan-out agents still run, so that they can send the last bytes.
 */
public final class Gateway implements AutoCloseable {
    private final GatewayConfig config;
    private final GatewayIo[] ios;
    private final FanoutInbox[] inboxes;
    private final GatewayServer server;

    /**
     * Make a gateway; nothing is opened yet.
     *
     * @param config   address, sizes and times
     * @param limits   what clients may do
     * @param security TLS, tokens and the audit log
     * @param fanout   how many fan-out agents there are, and the heartbeat
     * @param replay   how many replay agents there are
     * @param epoch    of the journal
     * @param version  of the server
     * @param clock    for answers to ping
     * @param counters the server's counters
     */
    public Gateway(GatewayConfig config, GatewayLimits limits, Security security, FanoutConfig fanout,
                   ReplayConfig replay, long epoch, String version, EpochNanoClock clock, CounterFile counters) {
        this.config = config;
        ios = new GatewayIo[fanout.threads() + replay.threads()];
        for (int i = 0; i < ios.length; i++) {
            ios[i] = new GatewayIo(config.deflate(), counters);
        }
        inboxes = new FanoutInbox[fanout.threads()];
        final ConnectionHandler handler = new GatewayHandler(
            new GatewayHello(version, epoch, TimeUnit.NANOSECONDS.toMillis(fanout.heartbeatNs()), clock), inboxes,
            config, limits, security, this::reconnectMs, counters);
        server = new GatewayServer(config, limits, security.tls(), Arrays.copyOf(ios, inboxes.length), handler,
            clock, counters.errors());
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
        server.start();
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
        return server.port();
    }

    /** Any thread. Sockets that are not closed yet, whatever the state of their session. */
    int openSockets() {
        return server.openSockets();
    }

    /**
     * Take nobody new, tell every client, send what waits for it, and close; those who do not take it are cut after the
     * time-out for it.
     */
    @Override
    public void close() {
        server.close();
    }
}
