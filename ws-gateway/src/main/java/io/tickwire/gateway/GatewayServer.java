package io.tickwire.gateway;

import io.tickwire.config.GatewayConfig;
import io.tickwire.config.GatewayLimits;
import io.tickwire.core.counters.ErrorLog;
import io.tickwire.gateway.wire.PlainWire;
import io.tickwire.gateway.wire.TlsContexts;
import io.tickwire.gateway.wire.Wire;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NoOpIdleStrategy;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The listening socket, the reader thread and its connections, each of which is served by one of the fan-out threads.
 * What is said on them is up to the handler.
 */
final class GatewayServer implements AutoCloseable {
    private static final long CLOSE_LOOK_NS = 1_000_000;

    private final GatewayConfig config;
    private final GatewayLimits limits;
    private final Admission admission;
    private final TlsContexts tls;
    private final Compression compression;
    private final GatewayIo[] ios;
    private final ConnectionHandler handler;
    private final EpochNanoClock clock;
    private final ErrorLog errors;
    /** Sockets that are not closed yet. Added to by the reader, taken from by fan-out and replay threads. */
    private final AtomicInteger openSockets = new AtomicInteger();
    private GatewayReader reader;
    private AgentRunner runner;
    private int port;
    // Reader thread only.
    private int nextOwner;

    /**
     * Nothing is opened yet.
     *
     * @param config  address, sizes and times
     * @param limits  what clients may do
     * @param tls     null: connections are plain
     * @param ios     of the threads that write; each connection goes to one of them
     * @param handler gets what happens
     * @param clock   for deadlines
     * @param errors  for what goes wrong here
     */
    GatewayServer(GatewayConfig config, GatewayLimits limits, TlsContexts tls, GatewayIo[] ios,
                  ConnectionHandler handler, EpochNanoClock clock, ErrorLog errors) {
        this.tls = tls;
        this.config = config;
        this.limits = limits;
        this.admission = new Admission(limits);
        this.compression = new Compression(config);
        this.ios = ios;
        this.handler = handler;
        this.clock = clock;
        this.errors = errors;
    }

    /** Listen, or say which address can't be had. */
    void start() {
        final Acceptor acceptor = Acceptor.bind(config.host(), config.port(), errors);
        port = acceptor.port();
        reader = new GatewayReader(acceptor, this::connection, handler, clock, errors);
        runner = new AgentRunner(new NoOpIdleStrategy(), errors, null, reader);
        AgentRunner.startOnThread(runner);
    }

    /** Reader thread: a new socket, which stays with one fan-out thread from now on. */
    private Connection connection(SocketChannel socket, long nowNs) {
        final int owner = nextOwner;
        nextOwner = (nextOwner + 1) % ios.length;
        try {
            if (config.sendBufferBytes() > 0) {
                socket.setOption(StandardSocketOptions.SO_SNDBUF, config.sendBufferBytes());
            }
        } catch (final IOException e) {
            errors.onError(e);
        }
        openSockets.incrementAndGet();
        final Wire wire = tls == null ? new PlainWire(socket) : tls.newWire(socket);
        final Outbound outbound = new Outbound(wire, ios[owner], config.controlQueueLimitBytes(),
            config.closeTimeoutNs());
        final Connection connection = new Connection(wire, outbound, owner, admission, handler, config, limits,
            compression, nowNs);
        outbound.listener(new OutboundListener() {
            @Override
            public void onEnding() {
                reader.ended(connection);
            }

            @Override
            public void onClosed() {
                connection.onSocketClosed();
                openSockets.decrementAndGet();
            }
        });
        return connection;
    }

    /** The real port where the configuration says 0. */
    int port() {
        return port;
    }

    /** Any thread. Sockets that are not closed yet, whatever the state of their session. */
    int openSockets() {
        return openSockets.get();
    }

    /** Take nobody new, tell every client, and wait until all have closed or the time for it is up. */
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
        handler.onServerClosing();
        runner.close();
        compression.close();
        reader = null;
    }
}
