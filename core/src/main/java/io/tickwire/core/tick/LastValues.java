package io.tickwire.core.tick;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The last quote and the last trade of each instrument, as whole slots, by the dense instrument id. Owned by one
 * thread. Grows when a definition comes; otherwise it does not allocate.
 */
public final class LastValues {
    private static final int QUOTE = 0;
    private static final int TRADE = 1;
    private static final int KINDS = 2;

    private final Tick view = new Tick();
    private UnsafeBuffer slots = new UnsafeBuffer(new byte[64 * KINDS * Tick.LENGTH]);
    private int instrumentLimit = 64;

    /**
     * Remember a quote or a trade; make room at a definition; other kinds are passed over.
     *
     * @param tick the newest tick
     */
    public void onTick(Tick tick) {
        final byte kind = tick.kind();
        // Bounds are not checked in operation, so an id without a definition must not reach beyond the slots either.
        if (kind != TickKind.STATUS.code() && tick.instrumentId() >= instrumentLimit) {
            grow(tick.instrumentId());
        }
        if (kind == TickKind.QUOTE.code()) {
            tick.copyTo(slots, offset(tick.instrumentId(), QUOTE));
        } else if (kind == TickKind.TRADE.code()) {
            tick.copyTo(slots, offset(tick.instrumentId(), TRADE));
        }
    }

    /**
     * The last quote.
     *
     * @param instrumentId a defined id
     * @return a view that the next call moves, or null if there was none
     */
    public Tick quote(int instrumentId) {
        return at(offset(instrumentId, QUOTE));
    }

    /**
     * The last trade.
     *
     * @param instrumentId a defined id
     * @return a view that the next call moves, or null if there was none
     */
    public Tick trade(int instrumentId) {
        return at(offset(instrumentId, TRADE));
    }

    /**
     * Sequence number of the last quote.
     *
     * @param instrumentId a defined id
     * @return 0 if there was none
     */
    public long quoteSequence(int instrumentId) {
        return slots.getLong(offset(instrumentId, QUOTE), ByteOrder.LITTLE_ENDIAN);
    }

    private Tick at(int offset) {
        view.wrap(slots, offset);
        return view.sequence() == 0 ? null : view;
    }

    private void grow(int instrumentId) {
        instrumentLimit = Math.max(instrumentId + 1, instrumentLimit * 2);
        slots = new UnsafeBuffer(Arrays.copyOf(slots.byteArray(), instrumentLimit * KINDS * Tick.LENGTH));
    }

    private static int offset(int instrumentId, int kind) {
        return (instrumentId * KINDS + kind) * Tick.LENGTH;
    }
}
