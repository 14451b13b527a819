package io.tickwire.ingest;

import io.tickwire.core.feed.AggressorSide;
import io.tickwire.core.feed.SourceStatus;
import io.tickwire.core.tick.Tick;

/** Which values a message may carry: one place for the publisher, which throws, and the server, which refuses. */
final class ValueRules {
    /** Greatest source sequence number: 28 years at ten million messages a second. */
    static final long SEQUENCE_LIMIT = 1L << 53;
    /** Greatest source id. */
    static final int SOURCE_ID_LIMIT = 0xFFFF;

    private ValueRules() {
    }

    static boolean isQuote(long eventTimeNs, long bidPrice, long bidSize, long askPrice, long askSize) {
        return eventTimeNs > 0 && isBookSide(bidPrice, bidSize) && isBookSide(askPrice, askSize);
    }

    static boolean isTrade(long eventTimeNs, long price, long size, int side) {
        return eventTimeNs > 0 && price != Tick.NO_PRICE && size >= 0
            && side >= AggressorSide.UNKNOWN.value() && side <= AggressorSide.SELL.value();
    }

    static boolean isStatus(long eventTimeNs, int status) {
        return eventTimeNs > 0 && status >= SourceStatus.UP.value() && status <= SourceStatus.DOWN.value();
    }

    private static boolean isBookSide(long price, long size) {
        return price == Tick.NO_PRICE ? size == 0 : size >= 0;
    }
}
