package io.tickwire.gateway;

import io.tickwire.core.counters.ErrorLog;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * The listening socket. When the system can't give a connection, as when file handles run out, it says so once, rests,
 * and goes on. Reader thread only, but for {@link #bind}.
 */
final class Acceptor implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final long REST_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocketChannel listening;
    private final ErrorLog errors;
    private SelectionKey key;
    private boolean isResting;
    private long restUntilNs;

    private Acceptor(ServerSocketChannel listening, ErrorLog errors) {
        this.listening = listening;
        this.errors = errors;
    }

    /**
     * Listen.
     *
     * @throws IllegalStateException if the address can't be had, saying which and what to do
     */
    static Acceptor bind(String host, int port, ErrorLog errors) {
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(host, port), BACKLOG);
            channel.configureBlocking(false);
            return new Acceptor(channel, errors);
        } catch (final IOException | RuntimeException e) {
            closeQuietly(channel, e);
            throw new IllegalStateException("the WebSocket gateway can't listen on " + host + ":" + port + " ("
                + e.getMessage() + "); set gateway.host and gateway.port to an address of this machine that is free",
                e);
        }
    }

    private static void closeQuietly(ServerSocketChannel channel, Exception cause) {
        if (channel != null) {
            try {
                channel.close();
            } catch (final IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** The real port. Any thread. */
    int port() {
        return listening.socket().getLocalPort();
    }

    void register(Selector selector) throws ClosedChannelException {
        key = listening.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * The next connection, non-blocking and without delay for small packets, or null if there is none now.
     *
     * @param nowNs time of this duty cycle
     */
    SocketChannel accept(long nowNs) {
        if (!listening.isOpen()) {
            return null;
        }
        SocketChannel socket = null;
        try {
            socket = listening.accept();
            if (socket != null) {
                socket.configureBlocking(false);
                socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return socket;
        } catch (final IOException e) {
            if (socket == null) {
                rest(e, nowNs);
            } else {
                // It has come and gone.
                drop(socket);
            }
            return null;
        }
    }

    private void rest(IOException cause, long nowNs) {
        if (!isResting) {
            errors.onError(new IOException("no connection can be accepted now (" + cause.getMessage()
                + "); raise the limit of open files if that is why", cause));
        }
        isResting = true;
        restUntilNs = nowNs + REST_NS;
        key.interestOps(0);
    }

    private void drop(SocketChannel socket) {
        try {
            socket.close();
        } catch (final IOException e) {
            errors.onError(e);
        }
    }

    /** Whether to look again after a rest. */
    void goOn(long nowNs) {
        if (isResting && nowNs >= restUntilNs && key.isValid()) {
            isResting = false;
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    /** Listen no more. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (final IOException e) {
            errors.onError(e);
        }
    }
}
