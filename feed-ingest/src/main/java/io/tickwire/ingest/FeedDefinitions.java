package io.tickwire.ingest;

import org.agrona.collections.Int2ObjectHashMap;

import java.util.ArrayList;
import java.util.List;

/**
 * All instruments of a publisher. The id is a hash of name and exponents, so that it is the same in each run; the
 * next free id is taken on a collision. One thread.
 */
final class FeedDefinitions {
    private static final int FNV_PRIME = 0x0100_0193;
    private static final int FNV_OFFSET_BASIS = 0x811C_9DC5;

    private final Int2ObjectHashMap<FeedDefinition> byId = new Int2ObjectHashMap<>();
    private final List<FeedDefinition> inOrder = new ArrayList<>();

    /**
     * Find the id of an instrument, which may be new.
     *
     * @return the id
     * @throws IllegalArgumentException if name or exponents can't be an instrument's
     */
    int define(String name, int priceExponent, int sizeExponent) {
        if (name == null) {
            throw new IllegalArgumentException("an instrument needs a name, SYMBOL@VENUE");
        }
        int id = hash(name, priceExponent, sizeExponent);
        FeedDefinition known = byId.get(id);
        while (known != null && !known.isSame(name, priceExponent, sizeExponent)) {
            id++;
            known = byId.get(id);
        }
        if (known == null) {
            final FeedDefinition definition = new FeedDefinition(id, name, priceExponent, sizeExponent);
            byId.put(id, definition);
            inOrder.add(definition);
        }
        return id;
    }

    /** FNV-1a, 32 bits, over the characters of the name and the two exponents. */
    static int hash(String name, int priceExponent, int sizeExponent) {
        int hash = FNV_OFFSET_BASIS;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ priceExponent & 0xFF) * FNV_PRIME;
        return (hash ^ sizeExponent & 0xFF) * FNV_PRIME;
    }

    boolean isDefined(int id) {
        return byId.containsKey(id);
    }

    FeedDefinition get(int index) {
        return inOrder.get(index);
    }

    int size() {
        return inOrder.size();
    }
}
