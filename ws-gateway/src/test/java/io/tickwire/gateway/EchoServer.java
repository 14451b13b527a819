package io.tickwire.gateway;

import io.tickwire.config.GatewayConfig;
import io.tickwire.config.GatewayLimits;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.counters.ErrorLog;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** The gateway's own sockets, checks and codec with nothing behind them but an echo; one thread writes. */
final class EchoServer {
    static final int MESSAGE_LIMIT_BYTES = 16 << 20;
    private static final int WAITING_LIMIT_BYTES = 1 << 30;
    private static final int CONNECTION_LIMIT = 10_000;
    private static final long CLOSE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long PING_INTERVAL_NS = TimeUnit.HOURS.toNanos(1);
    private static final long IDLE_NS = 50_000;
    private static final GatewayLimits LIMITS = new GatewayLimits(0, 0, 0, 0, 0, List.of("*"), false, PING_INTERVAL_NS,
        2 * PING_INTERVAL_NS, false, List.of());

    final CounterFile counters;
    private final EpochNanoClock clock = new SystemEpochNanoClock();
    private final GatewayIo io;
    private final EchoHandler handler;
    private final GatewayServer server;
    private final Thread owner = new Thread(this::run, "echo-owner");
    /** Set by the thread that closes, read by the owner. */
    private volatile boolean isStopped;

    /**
     * Listen on 127.0.0.1.
     *
     * @param directory         for counters
     * @param port              0 for any free one
     * @param messageLimitBytes largest message
     * @param isTls             whether with TLS
     */
    EchoServer(Path directory, int port, int messageLimitBytes, boolean isTls) {
        this(directory, port, messageLimitBytes, isTls, EchoHandler::new);
    }

    /** {@code handlers} makes the handler; it gets where errors go. */
    EchoServer(Path directory, int port, int messageLimitBytes, boolean isTls,
               Function<ErrorLog, EchoHandler> handlers) {
        counters = new CounterFile(directory);
        io = new GatewayIo(GatewayRig.NO_DEFLATE, counters);
        handler = handlers.apply(counters.errors());
        final GatewayConfig config = new GatewayConfig("127.0.0.1", port, CONNECTION_LIMIT, messageLimitBytes, 1, 0,
            WAITING_LIMIT_BYTES, CLOSE_TIMEOUT_NS, CLOSE_TIMEOUT_NS, CLOSE_TIMEOUT_NS, 0, List.of(), 0,
            GatewayRig.NO_DEFLATE);
        server = new GatewayServer(config, LIMITS, isTls ? TestTls.server(counters.errors()) : null,
            new GatewayIo[]{io}, handler, clock, counters.errors());
        server.start();
        owner.start();
    }

    EchoServer(Path directory, int port, int messageLimitBytes) {
        this(directory, port, messageLimitBytes, false);
    }

    private void run() {
        while (!isStopped) {
            if (io.poll(clock.nanoTime()) == 0) {
                LockSupport.parkNanos(IDLE_NS);
            }
        }
        io.close();
    }

    int port() {
        return server.port();
    }

    int openSockets() {
        return server.openSockets();
    }

    /** Of the connection that was opened last. */
    SocketChannel lastSocket() {
        return handler.last().outbound().socket();
    }

    long counter(CounterId id) {
        return counters.counter(id).get();
    }

    /** Tell the clients, and cut those that do not take it in time. */
    void stop() {
        server.close();
    }

    void close() throws InterruptedException {
        stop();
        isStopped = true;
        owner.join();
        counters.close();
    }
}
