package io.tickwire.gateway;

import io.tickwire.core.counters.ErrorLog;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The thread that accepts connections and reads what clients send. It sleeps in the selector while nothing comes.
 */
final class GatewayReader implements Agent {
    private static final int BUFFER_BYTES = 16_384;
    private static final int SELECT_MS = 50;
    private static final long CHECK_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int ACCEPT_LIMIT = 64;

    /** Makes the connection of a new socket. */
    interface Factory {
        Connection connection(SocketChannel socket, long nowNs);
    }

    private final Acceptor acceptor;
    private final Factory factory;
    private final ConnectionHandler handler;
    private final EpochNanoClock clock;
    private final ErrorLog errors;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final ArrayList<Connection> connections = new ArrayList<>();
    private final Consumer<SelectionKey> onReady = this::onReady;
    /** Of which there may be more to read. */
    private final ArrayDeque<Connection> unread = new ArrayDeque<>();
    /** Their writing side has ended. Filled by any thread. */
    private final ManyToOneConcurrentLinkedQueue<Connection> ended = new ManyToOneConcurrentLinkedQueue<>();
    /** Set by the thread that closes the gateway. */
    private volatile boolean isDraining;
    /** Set by the reader, read by the thread that closes the gateway. */
    private volatile boolean isDrained;
    private long nowNs;
    private long nextCheckNs;

    GatewayReader(Acceptor acceptor, Factory factory, ConnectionHandler handler, EpochNanoClock clock,
                  ErrorLog errors) {
        this.handler = handler;
        this.acceptor = acceptor;
        this.factory = factory;
        this.clock = clock;
        this.errors = errors;
        try {
            selector = Selector.open();
            acceptor.register(selector);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Any thread: nothing more is to be read from a connection. */
    void ended(Connection connection) {
        ended.add(connection);
        selector.wakeup();
    }

    /** Any thread: accept no more, and tell all who are here that the server stops. */
    void drain() {
        isDraining = true;
        selector.wakeup();
    }

    /** Any thread: whether nobody new comes, and all were told. */
    boolean isDrained() {
        return isDrained;
    }

    @Override
    public int doWork() throws IOException {
        if (unread.isEmpty()) {
            selector.select(onReady, SELECT_MS);
        } else {
            selector.selectNow(onReady);
        }
        nowNs = clock.nanoTime();
        for (int i = unread.size(); i > 0; i--) {
            final Connection connection = unread.poll();
            connection.isUnread(false);
            read(connection);
        }
        for (Connection next = ended.poll(); next != null; next = ended.poll()) {
            next.finish();
        }
        if (isDraining && !isDrained) {
            acceptor.close();
            connections.forEach(Connection::goAway);
            isDrained = true;
        }
        if (nowNs >= nextCheckNs) {
            nextCheckNs = nowNs + CHECK_INTERVAL_NS;
            acceptor.goOn(nowNs);
            handler.onTime(nowNs);
            check();
        }
        return 1;
    }

    private void check() {
        for (int i = connections.size() - 1; i >= 0; i--) {
            final Connection connection = connections.get(i);
            check(connection);
            if (connection.isEnded()) {
                final Connection last = connections.remove(connections.size() - 1);
                if (last != connection) {
                    connections.set(i, last);
                }
            }
        }
    }

    private void check(Connection connection) {
        try {
            connection.check(nowNs);
        } catch (final RuntimeException e) {
            cut(connection, e);
        }
    }

    /** A defect that one client has found costs no one else its connection. */
    private void cut(Connection connection, RuntimeException defect) {
        errors.onError(defect);
        connection.outbound().abort();
        connection.finish();
    }

    private void onReady(SelectionKey key) {
        if (key.attachment() instanceof Connection connection) {
            if (key.isValid()) {
                read(connection);
            }
        } else {
            accept();
        }
    }

    private void read(Connection connection) {
        try {
            if (!connection.isEnded() && connection.onReady(buffer, clock.nanoTime()) && !connection.isUnread()) {
                connection.isUnread(true);
                unread.add(connection);
            }
        } catch (final RuntimeException e) {
            cut(connection, e);
        }
    }

    private void accept() {
        nowNs = clock.nanoTime();
        for (int i = 0; i < ACCEPT_LIMIT; i++) {
            final SocketChannel socket = acceptor.accept(nowNs);
            if (socket == null) {
                return;
            }
            final Connection connection = factory.connection(socket, nowNs);
            try {
                final SelectionKey key = socket.register(selector, SelectionKey.OP_READ, connection);
                connections.add(connection);
                connection.start(key);
            } catch (final ClosedChannelException e) {
                errors.onError(e);
                connection.outbound().abort();
            }
        }
    }

    @Override
    public void onClose() {
        acceptor.close();
        try {
            selector.close();
        } catch (final IOException e) {
            errors.onError(e);
        }
    }

    @Override
    public String roleName() {
        return "gateway-reader";
    }
}
