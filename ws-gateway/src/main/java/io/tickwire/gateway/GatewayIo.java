package io.tickwire.gateway;

import io.tickwire.core.counters.ErrorLog;
import io.tickwire.fanout.SinkDriver;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
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

    private final ManyToOneConcurrentLinkedQueue<Outbound> queue = new ManyToOneConcurrentLinkedQueue<>();
    private final RemainderPool remainders = new RemainderPool();
    private final ArrayList<Outbound> closing = new ArrayList<>();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private final Selector selector;
    private final ErrorLog errors;
    private final Consumer<SelectionKey> onWritable = key -> ((Outbound) key.attachment()).flush(this.nowNs());
    private int blockedCount;
    private long nowNs;
    private long nextSelectNs;
    private long nextLingerNs;

    GatewayIo(ErrorLog errors) {
        this.errors = errors;
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

    @Override
    public int poll(long timeNs) {
        nowNs = timeNs;
        int work = 0;
        for (Outbound next = queue.poll(); next != null; next = queue.poll()) {
            work++;
            if (next.io() == this) {
                next.onDequeued();
                next.flush(timeNs);
            } else {
                // It has moved to another thread since it was put here.
                next.io().enqueue(next);
            }
        }
        if (blockedCount > 0 && timeNs >= nextSelectNs) {
            nextSelectNs = timeNs + SELECT_INTERVAL_NS;
            work += select();
        }
        if (!closing.isEmpty() && timeNs >= nextLingerNs) {
            nextLingerNs = timeNs + LINGER_INTERVAL_NS;
            closing.removeIf(outbound -> outbound.linger(timeNs, scratch));
        }
        return work;
    }

    private int select() {
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

    void closing(Outbound outbound) {
        closing.add(outbound);
    }

    void block(Outbound outbound) {
        final SelectionKey key = outbound.blockedKey();
        if (key == null) {
            try {
                outbound.blockedKey(outbound.socket().register(selector, SelectionKey.OP_WRITE, outbound));
                blockedCount++;
            } catch (final IOException e) {
                errors.onError(e);
            }
        } else if (key.isValid() && key.interestOps() == 0) {
            key.interestOps(SelectionKey.OP_WRITE);
            blockedCount++;
        }
    }

    void unblock(Outbound outbound) {
        final SelectionKey key = outbound.blockedKey();
        if (key != null && key.isValid() && key.interestOps() != 0) {
            key.interestOps(0);
            blockedCount--;
        }
    }

    /** The connection moves to another thread, and so to another selector. It is not blocked. */
    void forget(SelectionKey key) {
        key.cancel();
        // A cancelled key stays registered until the next look, and would be in the way when the connection is back.
        select();
    }

    void onSocketFailure(IOException failure) {
        errors.onError(failure);
    }

    /** After the fan-out thread has ended: cut what is still open. */
    @Override
    public void close() {
        closing.forEach(outbound -> outbound.linger(Long.MAX_VALUE, scratch));
        try {
            selector.close();
        } catch (final IOException e) {
            errors.onError(e);
        }
    }
}
