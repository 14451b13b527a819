package io.tickwire.core.tick;

import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * Which ticks a subscriber gets of what was journaled: quotes, or only some of them, and trades of some instruments,
 * every status, no definition. Reads just the bytes of a slot that it needs, and can pass over a whole batch by its
 * mask. Any thread, as long as nobody changes the bits.
 */
public final class TickFilter {
    /** Wants every tick of every kind, definitions among them. */
    public static final TickFilter ALL = new TickFilter();

    /** In a mask: the batch has ticks that are no quotes or trades. */
    private static final int OTHER_KINDS = 1 << 31;
    private static final int MASK_BITS = 31;
    private static final byte QUOTE = TickKind.QUOTE.code();
    private static final byte TRADE = TickKind.TRADE.code();
    private static final byte STATUS = TickKind.STATUS.code();

    /** Null: all. */
    private final long[] wantedBits;
    /** Null: every quote. */
    private final QuoteChoice quotes;
    private final int mask;

    private TickFilter() {
        wantedBits = null;
        quotes = null;
        mask = -1;
    }

    /** Chooses among the quotes of wanted instruments. */
    @FunctionalInterface
    public interface QuoteChoice {
        /**
         * Whether one quote is wanted.
         *
         * @param instrumentId a wanted instrument
         * @param sequence     number of its quote
         * @return true if so
         */
        boolean isWanted(int instrumentId, long sequence);
    }

    /**
     * Make a filter.
     *
     * @param wantedBits one bit for each instrument id: bit id % 64 of word id / 64; kept, not copied
     */
    public TickFilter(long[] wantedBits) {
        this(wantedBits, null);
    }

    /**
     * Make a filter that wants every trade, and some of the quotes.
     *
     * @param wantedBits one bit for each instrument id: bit id % 64 of word id / 64; kept, not copied
     * @param quotes     which quotes of those instruments; null: all
     */
    public TickFilter(long[] wantedBits, QuoteChoice quotes) {
        this.wantedBits = wantedBits;
        this.quotes = quotes;
        int bits = OTHER_KINDS;
        for (int word = 0; word < wantedBits.length; word++) {
            for (long left = wantedBits[word]; left != 0; left &= left - 1) {
                bits |= instrumentBit((word << 6) + Long.numberOfTrailingZeros(left));
            }
        }
        mask = bits;
    }

    /**
     * Whether it always wants the same of the ticks that there are: it chooses by instrument alone.
     *
     * @return false if its choice among quotes may change
     */
    public boolean isFixed() {
        return quotes == null;
    }

    /**
     * What a tick adds to the mask of its batch: one of 31 bits for the instrument of a quote or a trade, the sign bit
     * for any other kind.
     *
     * @param slot   the slot's buffer
     * @param offset where the slot starts
     * @return one bit
     */
    public static int maskOf(DirectBuffer slot, int offset) {
        return isQuoteOrTrade(slot.getByte(offset + Tick.KIND_OFFSET)) ? instrumentBit(instrumentId(slot, offset))
            : OTHER_KINDS;
    }

    /**
     * Whether a batch can have a tick that is wanted.
     *
     * @param batchMask all {@link #maskOf} of the batch together; 0: not known
     * @return false if it has none for sure
     */
    public boolean mayWant(int batchMask) {
        return batchMask == 0 || (batchMask & mask) != 0;
    }

    /**
     * Whether a tick is wanted.
     *
     * @param slot   the slot's buffer
     * @param offset where the slot starts
     * @return true if so
     */
    public boolean wants(DirectBuffer slot, int offset) {
        if (wantedBits == null) {
            return true;
        }
        final byte kind = slot.getByte(offset + Tick.KIND_OFFSET);
        if (isQuoteOrTrade(kind)) {
            final int id = instrumentId(slot, offset);
            final int word = id >> 6;
            return word < wantedBits.length && (wantedBits[word] & 1L << id) != 0
                && (quotes == null || kind == TRADE || quotes.isWanted(id, sequence(slot, offset)));
        }
        return kind == STATUS;
    }

    /**
     * Find the first wanted tick of a run of slots.
     *
     * @param slots  the slots' buffer
     * @param offset where the first slot starts
     * @param count  how many there are, one behind the other
     * @return how many come before it; {@code count} if none is wanted
     */
    public int find(DirectBuffer slots, int offset, int count) {
        if (wantedBits == null) {
            return 0;
        }
        int index = 0;
        while (index < count && !(mayWant(slots, offset + index * Tick.LENGTH)
            && wants(slots, offset + index * Tick.LENGTH))) {
            index++;
        }
        return index;
    }

    /** A first look, of one load: the fewer instructions there are, the more slots come from memory at once. */
    private boolean mayWant(DirectBuffer slots, int offset) {
        final long idAndKind = slots.getLong(offset + Tick.INSTRUMENT_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final int id = (int) idAndKind;
        final int word = id >> 6;
        return word < wantedBits.length && (wantedBits[word] & 1L << id) != 0 || (byte) (idAndKind >>> 32) > TRADE;
    }

    private static boolean isQuoteOrTrade(byte kind) {
        return kind == QUOTE || kind == TRADE;
    }

    private static int instrumentId(DirectBuffer slot, int offset) {
        return slot.getInt(offset + Tick.INSTRUMENT_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    private static long sequence(DirectBuffer slot, int offset) {
        return slot.getLong(offset + Tick.SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    private static int instrumentBit(int id) {
        return 1 << id % MASK_BITS;
    }
}
