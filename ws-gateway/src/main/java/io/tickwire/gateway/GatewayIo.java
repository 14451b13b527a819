package io.tickwire.gateway;

import io.tickwire.config.DeflateConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.counters.ErrorLog;
import io.tickwire.fanout.SinkDriver;
import io.tickwire.gateway.wire.Wire;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;
import org.agrona.concurrent.status.AtomicCounter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.function.Consumer;

/**
 * The gateway's part of one fan-out or replay thread: moves control bytes, and what full sockets did not take. It asks
 * the operating system only while sockets are full or closing. Everything but {@link #enqueue} is for that thread.
 */
final class GatewayIo implements SinkDriver, AutoCloseable {
    private static final long SELECT_INTERVAL_NS = 50_000;
    private static final long LINGER_INTERVAL_NS = 5_000_000;
    private static final int SCRATCH_BYTES = 16_384;
    private static final int LINGER_READS = 8;
    private static final int QUEUE_LIMIT = 1_024;

    private final ManyToOneConcurrentLinkedQueue<Outbound> queue = new ManyToOneConcurrentLinkedQueue<>();
    private final RemainderPool remainders = new RemainderPool();
    private final ArrayList<Outbound> closing = new ArrayList<>();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private final Selector selector;
    private final CounterFile counters;
    private final ErrorLog errors;
    private final AtomicCounter closedByServer;
    private final AtomicCounter refused;
    private final SharedDeflate deflate;
    private final Consumer<SelectionKey> onWritable = key -> ((Outbound) key.attachment()).flush(this.nowNs());
    private int blockedCount;
    private boolean hasCancelled;
    private long nowNs;
    private long nextSelectNs;
    private long nextLingerNs;

    GatewayIo(DeflateConfig config, CounterFile counters) {
        this.counters = counters;
        this.errors = counters.errors();
        this.closedByServer = counters.counter(CounterId.GATEWAY_CLOSED_BY_SERVER);
        this.refused = counters.counter(CounterId.GATEWAY_REFUSED);
        this.deflate = new SharedDeflate(config, counters.counter(CounterId.GATEWAY_DEFLATED_FRAMES));
        try {
            selector = Selector.open();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long nowNs() {
        return nowNs;
    }

    /** Any thread: something waits on this connection. */
    void enqueue(Outbound outbound) {
        queue.add(outbound);
    }

    /** Any thread: we close, with a code. */
    void onClosedByServer(CloseCode code) {
        closedByServer.increment();
        count(code.limit());
    }

    /** Any thread: we cut, without one. */
    void onCut(CounterId limit) {
        closedByServer.increment();
        count(limit);
    }

    /** Any thread: a handshake is not taken. */
    void onRefused(CounterId limit) {
        refused.increment();
        count(limit);
    }

    /** Any thread: a request that had come to fan-out is answered with an error. */
    void onRequestError() {
        count(CounterId.GATEWAY_REQUEST_ERRORS);
    }

    private void count(CounterId limit) {
        if (limit != null) {
            counters.counter(limit).increment();
        }
    }

    @Override
    public int poll(long timeNs) {
        nowNs = timeNs;
        int work = 0;
        for (Outbound next = queue.poll(); next != null; next = work < QUEUE_LIMIT ? queue.poll() : null) {
            work++;
            if (next.io() == this) {
                next.onDequeued();
                next.flush(timeNs);
            } else {
                // It has moved to another thread since it was put here.
                next.io().enqueue(next);
            }
        }
        if (hasCancelled || blockedCount > 0 && timeNs >= nextSelectNs) {
            nextSelectNs = timeNs + SELECT_INTERVAL_NS;
            work += select();
        }
        if (!closing.isEmpty() && timeNs >= nextLingerNs) {
            nextLingerNs = timeNs + LINGER_INTERVAL_NS;
            for (int i = closing.size() - 1; i >= 0; i--) {
                if (closing.get(i).linger(timeNs)) {
                    closing.remove(i);
                }
            }
        }
        return work;
    }

    /** Whether the peer has closed its side, after some of what it sent was thrown away. */
    boolean isInputAtEnd(Wire wire) {
        try {
            int count = 1;
            // Not without end, for a peer that keeps sending.
            for (int i = 0; i < LINGER_READS && count > 0; i++) {
                count = wire.read(scratch.clear());
            }
            return count < 0;
        } catch (final IOException e) {
            return true;
        }
    }

    private int select() {
        hasCancelled = false;
        try {
            return selector.selectNow(onWritable);
        } catch (final IOException e) {
            errors.onError(e);
            return 0;
        }
    }

    RemainderPool remainders() {
        return remainders;
    }

    SharedDeflate deflate() {
        return deflate;
    }

    void closing(Outbound outbound) {
        closing.add(outbound);
    }

    /** Call {@link Outbound#flush} when the socket can be written; gives its key here, which is null at first. */
    SelectionKey block(SelectionKey key, SocketChannel socket, Outbound outbound) throws IOException {
        if (key == null) {
            if (hasCancelled) {
                // A cancelled key stays until the next look, and is in the way of a connection that has come back.
                select();
            }
            final SelectionKey newKey = socket.register(selector, SelectionKey.OP_WRITE, outbound);
            blockedCount++;
            return newKey;
        }
        if (key.isValid() && key.interestOps() == 0) {
            key.interestOps(SelectionKey.OP_WRITE);
            blockedCount++;
        }
        return key;
    }

    /** The connection's socket is not full any more, if it was. */
    void unblock(SelectionKey key) {
        if (key != null && key.isValid() && key.interestOps() != 0) {
            key.interestOps(0);
            blockedCount--;
        }
    }

    /** The connection has closed, or moves to another thread and so to another selector. It is not blocked. */
    void forget(SelectionKey key) {
        key.cancel();
        hasCancelled = true;
    }

    void onSocketFailure(IOException failure) {
        errors.onError(failure);
    }

    /** After the fan-out thread has ended: cut what is still open. */
    @Override
    public void close() {
        for (Outbound next = queue.poll(); next != null; next = queue.poll()) {
            // Not flushed: it may belong to another thread, whose selector is closed already.
            next.linger(Long.MAX_VALUE);
        }
        closing.forEach(outbound -> outbound.linger(Long.MAX_VALUE));
        deflate.close();
        try {
            selector.close();
        } catch (final IOException e) {
            errors.onError(e);
        }
    }
}
