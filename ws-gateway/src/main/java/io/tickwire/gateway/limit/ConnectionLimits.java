package io.tickwire.gateway.limit;

import org.agrona.collections.Object2IntCounterMap;

/**
 * How many connections each has that are open now. Only who has one takes memory. One thread.
 *
 * @param <K> who: an address, or the subject of a token
 */
public final class ConnectionLimits<K> {
    private final int limit;
    private final Object2IntCounterMap<K> counts = new Object2IntCounterMap<>(0);

    /**
     * Make one.
     *
     * @param limit most connections of each, from 1; 0 is without limit
     */
    public ConnectionLimits(int limit) {
        this.limit = limit;
    }

    /**
     * Count a connection that opens.
     *
     * @param key whose it is
     * @return false if it is one too many, and then it does not count
     */
    public boolean tryOpen(K key) {
        if (limit > 0 && counts.get(key) >= limit) {
            return false;
        }
        counts.incrementAndGet(key);
        return true;
    }

    /**
     * Count a connection that ends, once for each that {@link #tryOpen} let in.
     *
     * @param key whose it was
     * @throws IllegalStateException if it has none open
     */
    public void close(K key) {
        if (counts.get(key) == 0) {
            throw new IllegalStateException(key + " has no open connection; close each once");
        }
        counts.decrementAndGet(key);
    }

    /**
     * How many are open.
     *
     * @param key of whom
     * @return from 0
     */
    public int count(K key) {
        return counts.get(key);
    }

    /**
     * How many have at least one.
     *
     * @return from 0
     */
    public int size() {
        return counts.size();
    }
}
