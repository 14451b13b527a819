package io.tickwire.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Opens the connections of a client, with a token if it has any. Client's thread only. */
final class Dialer {
    static final String SUBPROTOCOL = "tickwire.v1";
    private static final long IO_IDLE_MS = 1_000;

    private final ClientConfig config;
    private final Executor clientThread;
    private final HttpClient http;
    private final TokenSource tokens;

    Dialer(ClientConfig config, Executor clientThread) {
        this.config = config;
        this.clientThread = clientThread;
        final Executor io = ioExecutor();
        final HttpClient.Builder builder = HttpClient.newBuilder().executor(io);
        http = (config.trust() == null ? builder : builder.sslContext(config.trust())).build();
        tokens = config.token() == null ? null : new TokenSource(config.token(), io, clientThread);
    }

    /** The library's own work. Its threads end by themselves, so that none is needed after close, and none is left. */
    private static Executor ioExecutor() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, IO_IDLE_MS, TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(), task -> {
                final Thread worker = new Thread(task, "tickwire-client-io");
                worker.setDaemon(true);
                return worker;
            });
    }

    /** Where tokens come from; null if the server is expected to ask for none. */
    TokenSource tokens() {
        return tokens;
    }

    /** Open a connection that has none yet, or say on the client's thread why there is none. */
    void dial(Connection attempt, URI address, BiConsumer<Connection, Loss> onLost) {
        final WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols(SUBPROTOCOL)
            .connectTimeout(Duration.ofMillis(config.connectTimeoutMs()));
        if (tokens == null) {
            open(builder, attempt, address, onLost);
            return;
        }
        tokens.ask((token, failure) -> {
            if (failure != null) {
                onLost.accept(attempt, Loss.noToken(failure));
            } else if (!attempt.isDropped()) {
                tokens.show(token);
                open(builder.header("Authorization", "Bearer " + token), attempt, address, onLost);
            }
        });
    }

    private void open(WebSocket.Builder builder, Connection attempt, URI address,
                      BiConsumer<Connection, Loss> onLost) {
        builder.buildAsync(address, attempt).whenCompleteAsync((socket, failure) -> {
            if (failure != null) {
                onLost.accept(attempt, Loss.notOpened(address, failure));
            }
        }, clientThread);
    }
}
