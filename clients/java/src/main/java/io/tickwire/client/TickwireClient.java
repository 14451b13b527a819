package io.tickwire.client;

import org.agrona.concurrent.UnsafeBuffer;

import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A subscriber that stays connected. It decodes frames, verifies coverage, notices a dead connection, reconnects and
 * resumes from the last position that was processed. One thread of its own does all of it and calls the listener.
 * The methods may be called from any thread, from the listener too.
 */
public final class TickwireClient implements AutoCloseable {
    private static final long SILENCE_CHECK_MS = 100;
    private static final long CLOSE_TIMEOUT_MS = 500;
    private static final long JOIN_TIMEOUT_MS = 5_000;

    private final ClientConfig config;
    private final GuardedListener listener;
    private final StreamSession session;
    private final SplittableRandom random;
    private final Route route;
    private final ScheduledThreadPoolExecutor executor;
    private final Dialer dialer;
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
        route = new Route(config.uri(), config.followHosts(), random);
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            thread = new Thread(task, "tickwire-client");
            thread.setDaemon(true);
            return thread;
        }, new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        dialer = new Dialer(config, executor);
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
        final URI address = route.next();
        executor.schedule(() -> {
            if (!session.isReady()) {
                lost(attempt, Loss.of("no answer from " + address + " within " + config.connectTimeoutMs()
                    + " ms"));
            }
        }, config.connectTimeoutMs(), TimeUnit.MILLISECONDS);
        dialer.dial(attempt, address, this::lost);
    }

    /** The server answers nothing before it has seen a token. */
    private void showToken(Connection to) {
        if (dialer.tokens() == null) {
            refused(to, Loss.UNAUTHENTICATED, "the server wants a token, and this client has none");
            return;
        }
        dialer.tokens().ask((token, failure) -> {
            if (failure != null) {
                lost(to, Loss.noToken(failure));
            } else if (to == connection) {
                dialer.tokens().show(token);
                session.authenticate(token);
            }
        });
    }

    /** The token expires soon. The same one again would only be answered with the same warning. */
    private void refreshToken(Connection to) {
        if (dialer.tokens() == null) {
            return;
        }
        dialer.tokens().ask((token, failure) -> {
            if (to != connection) {
                return;
            }
            if (failure != null) {
                listener.onError("NO_TOKEN", Loss.textOf(failure));
            } else if (dialer.tokens().show(token)) {
                session.authenticate(token);
            }
        });
    }

    private void refused(Connection by, String code, String reason) {
        if (route.isTrial()) {
            lost(by, Loss.of(reason));
        } else {
            giveUp(code, reason);
        }
    }

    private void giveUp(String code, String reason) {
        listener.onRefused(code, reason);
        stop();
    }

    private void stop() {
        closed = true;
        listener.stop();
        shutDown();
    }

    private void lost(Connection which, Loss loss) {
        if (which != connection || closed) {
            return;
        }
        connection = null;
        which.abort();
        final Farewell farewell = session.disconnected();
        if (loss.refusal() != null && !route.isTrial()) {
            giveUp(loss.refusal(), loss.reason());
            return;
        }
        final long delayMs = farewell != null ? farewell.reconnectMs() : Math.max(
            // Another server does not know of it.
            route.isTrial() ? 0 : loss.leastDelayMs(), config.reconnect().delayMs(failures++, random.nextDouble()));
        if (farewell != null) {
            route.named(farewell.addresses());
        }
        executor.schedule(this::connect, delayMs, TimeUnit.MILLISECONDS);
        listener.onDisconnected(loss.reason(), delayMs);
    }

    private void checkSilence() {
        final long limitMs = session.heartbeatMs() * config.silenceHeartbeats();
        if (session.isStreaming() && System.nanoTime() - lastReceiveNs > TimeUnit.MILLISECONDS.toNanos(limitMs)) {
            lost(connection, Loss.of("nothing came for " + limitMs + " ms, not even a heartbeat"));
        }
    }

    /** Client's thread; a connection that is not the present one is not listened to. */
    private final class ConnectionOwner implements Connection.Owner {
        @Override
        public void onOpen(Connection from, String subprotocol) {
            if (!Dialer.SUBPROTOCOL.equals(subprotocol)) {
                lost(from, Loss.of("the server did not choose the sub-protocol " + Dialer.SUBPROTOCOL + " but '"
                    + subprotocol + "'"));
            }
        }

        @Override
        public void onText(Connection from, String text) {
            try {
                switch (session.onText(from, text)) {
                    case RECONNECT -> lost(from, Loss.of("the server is busy"));
                    case GIVE_UP -> stop();
                    case SHOW_TOKEN -> showToken(from);
                    case REFRESH_TOKEN -> refreshToken(from);
                    default -> {
                        // Nothing more to do.
                    }
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
                route.served();
            } catch (final RuntimeException e) {
                refuse(from, e);
            }
            // Taken after the listener returned, so that its own slowness is not held against the server.
            lastReceiveNs = System.nanoTime();
        }

        @Override
        public void onLost(Connection from, Loss loss) {
            lost(from, loss);
        }

        private void refuse(Connection from, RuntimeException failure) {
            // A defect of the client itself must not leave a connection on which nothing moves.
            final String message = failure instanceof ProtocolException ? failure.getMessage() : failure.toString();
            listener.onError("PROTOCOL_ERROR", message);
            lost(from, Loss.of(message));
        }
    }
}
