package io.tickwire.client;

import org.agrona.concurrent.UnsafeBuffer;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A subscriber that stays connected. It decodes frames, verifies coverage, notices a dead connection, reconnects and
 * resumes from the last position that was processed. One thread of its own does all of it and calls the listener.
 * The methods may be called from any thread, from the listener too.
 */
public final class TickwireClient implements AutoCloseable {
    private static final String SUBPROTOCOL = "tickwire.v1";
    private static final long SILENCE_CHECK_MS = 100;
    private static final long CLOSE_TIMEOUT_MS = 500;
    private static final long IO_IDLE_MS = 1_000;
    private static final long JOIN_TIMEOUT_MS = 5_000;

    private final ClientConfig config;
    private final GuardedListener listener;
    private final StreamSession session;
    private final SplittableRandom random;
    private final ScheduledThreadPoolExecutor executor;
    private final HttpClient http;
    private final Connection.Owner owner = new ConnectionOwner();
    /** The client's thread; written when it starts, read by close. */
    private volatile Thread thread;
    /** Written by whoever closes or by the client's thread on giving up; read by all. */
    private volatile boolean closed;
    private Connection connection;
    private long lastReceiveNs;
    private int failures;

    private TickwireClient(ClientConfig config, TickListener listener) {
        this.config = config;
        this.listener = new GuardedListener(listener);
        session = new StreamSession(config, this.listener);
        random = new SplittableRandom(config.reconnect().seed());
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            thread = new Thread(task, "tickwire-client");
            thread.setDaemon(true);
            return thread;
        }, new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        http = HttpClient.newBuilder().executor(ioExecutor()).build();
    }

    /** The library's own work. Its threads end by themselves, so that none is needed after close, and none is left. */
    private static ThreadPoolExecutor ioExecutor() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, IO_IDLE_MS, TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(), task -> {
                final Thread worker = new Thread(task, "tickwire-client-io");
                worker.setDaemon(true);
                return worker;
            });
    }

    /**
     * Start a client; it begins to connect at once and never stops trying until it is closed or refused.
     *
     * @param config   where to and what
     * @param listener hears all, on the client's thread
     * @return the running client
     */
    public static TickwireClient start(ClientConfig config, TickListener listener) {
        final TickwireClient client = new TickwireClient(config, listener);
        client.executor.execute(client::connect);
        client.executor.scheduleWithFixedDelay(client::checkSilence, SILENCE_CHECK_MS, SILENCE_CHECK_MS,
            TimeUnit.MILLISECONDS);
        return client;
    }

    /**
     * Add patterns; the new instruments come with a snapshot. Without a connection it is done on the next one.
     *
     * @param symbols patterns of SYMBOL@VENUE
     */
    public void subscribe(String... symbols) {
        final List<String> patterns = List.of(symbols);
        patterns.forEach(ClientConfig::requirePattern);
        executor.execute(() -> session.subscribe(patterns));
    }

    /**
     * Take patterns out.
     *
     * @param symbols spelled as they were subscribed; none means all
     */
    public void unsubscribe(String... symbols) {
        final List<String> patterns = List.of(symbols);
        executor.execute(() -> session.unsubscribe(patterns));
    }

    /**
     * Change how ticks are delivered.
     *
     * @param mode    every tick, the latest quotes, or those and every trade
     * @param maxRate most frames a second where the mode has a rate, 1 to 1,000
     */
    public void mode(DeliveryMode mode, int maxRate) {
        ClientConfig.requireRate(maxRate);
        executor.execute(() -> session.mode(mode, maxRate));
    }

    /** Ask for the server's clock; {@link TickListener#onPong} brings it. Nothing happens without a connection. */
    public void ping() {
        executor.execute(session::ping);
    }

    /**
     * Stop for good. After this returned the listener is not called any more; called by the listener itself, not
     * after the call that it is in.
     */
    @Override
    public void close() {
        closed = true;
        listener.stop();
        executor.execute(this::shutDown);
        if (Thread.currentThread() != thread) {
            try {
                executor.awaitTermination(JOIN_TIMEOUT_MS, TimeUnit.MILLISECONDS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void shutDown() {
        final Connection last = connection;
        connection = null;
        if (last == null || !last.isOpen()) {
            if (last != null) {
                last.abort();
            }
            executor.shutdown();
            return;
        }
        // An answer is not waited for: whoever closes a client does not care what the server says to it.
        last.sendClose().toCompletableFuture().thenApply(sent -> Boolean.TRUE)
            .completeOnTimeout(Boolean.FALSE, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
            .whenCompleteAsync((sent, failure) -> {
                last.abort();
                executor.shutdown();
            }, executor);
    }

    private void connect() {
        if (closed) {
            return;
        }
        final Connection attempt = new Connection(owner, executor, config.frameLimitBytes());
        connection = attempt;
        final CompletableFuture<?> opening = http.newWebSocketBuilder()
            .subprotocols(SUBPROTOCOL)
            .connectTimeout(Duration.ofMillis(config.connectTimeoutMs()))
            .buildAsync(config.uri(), attempt);
        opening.whenCompleteAsync((socket, failure) -> {
            if (failure != null) {
                lost(attempt, "can't connect to " + config.uri() + ": " + reasonOf(failure));
            }
        }, executor);
        executor.schedule(() -> {
            if (!session.isReady()) {
                lost(attempt, "no answer from " + config.uri() + " within " + config.connectTimeoutMs() + " ms");
            }
        }, config.connectTimeoutMs(), TimeUnit.MILLISECONDS);
    }

    private void lost(Connection which, String reason) {
        if (which != connection || closed) {
            return;
        }
        connection = null;
        which.abort();
        session.disconnected();
        final long delayMs = config.reconnect().delayMs(failures++, random.nextDouble());
        executor.schedule(this::connect, delayMs, TimeUnit.MILLISECONDS);
        listener.onDisconnected(reason, delayMs);
    }

    private void checkSilence() {
        final long limitMs = session.heartbeatMs() * config.silenceHeartbeats();
        if (session.isStreaming() && System.nanoTime() - lastReceiveNs > TimeUnit.MILLISECONDS.toNanos(limitMs)) {
            lost(connection, "nothing came for " + limitMs + " ms, not even a heartbeat");
        }
    }

    private static String reasonOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof ConnectException)) {
            root = root.getCause();
        }
        // The JDK's own text for this is often empty.
        return root instanceof ConnectException ? "nothing listens there" : root.toString();
    }

    /** Client's thread; a connection that is not the present one is not listened to. */
    private final class ConnectionOwner implements Connection.Owner {
        @Override
        public void onOpen(Connection from, String subprotocol) {
            if (!SUBPROTOCOL.equals(subprotocol)) {
                lost(from, "the server did not choose the sub-protocol " + SUBPROTOCOL + " but '" + subprotocol + "'");
            }
        }

        @Override
        public void onText(Connection from, String text) {
            try {
                final StreamSession.Outcome outcome = session.onText(from, text);
                if (outcome == StreamSession.Outcome.RECONNECT) {
                    lost(from, "the server is busy");
                } else if (outcome == StreamSession.Outcome.GIVE_UP) {
                    closed = true;
                    listener.stop();
                    shutDown();
                }
            } catch (final RuntimeException e) {
                refuse(from, e);
            }
            lastReceiveNs = System.nanoTime();
        }

        @Override
        public void onFrame(Connection from, UnsafeBuffer buffer, int length) {
            try {
                session.onFrame(buffer, length);
                failures = 0;
            } catch (final RuntimeException e) {
                refuse(from, e);
            }
            // Taken after the listener returned, so that its own slowness is not held against the server.
            lastReceiveNs = System.nanoTime();
        }

        @Override
        public void onLost(Connection from, String reason) {
            lost(from, reason);
        }

        private void refuse(Connection from, RuntimeException failure) {
            // A defect of the client itself must not leave a connection on which nothing moves.
            final String message = failure instanceof ProtocolException ? failure.getMessage() : failure.toString();
            listener.onError("PROTOCOL_ERROR", message);
            lost(from, message);
        }
    }
}
