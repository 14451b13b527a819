package io.tickwire.ingest;

import io.tickwire.core.feed.FeedStatusDecoder;
import io.tickwire.core.feed.QuoteDecoder;
import io.tickwire.core.feed.TradeDecoder;
import io.tickwire.core.instrument.InstrumentTable;

/**
 * Checks what a quote, trade or status says, after {@link FeedMessage} has checked that it can be read. Changes
 * nothing but what {@link #instrumentId()} answers. Ingest thread only; does not allocate.
 */
final class MessageChecker {
    private final InstrumentTable instruments;
    private int instrumentId;

    MessageChecker(InstrumentTable instruments) {
        this.instruments = instruments;
    }

    /**
     * Check a message that is no definition.
     *
     * @param message wrapped without a refusal
     * @return null if it is good; otherwise why not
     */
    Refusal check(FeedMessage message) {
        return switch (message.templateId()) {
            case QuoteDecoder.TEMPLATE_ID -> check(message.quote());
            case TradeDecoder.TEMPLATE_ID -> check(message.trade());
            default -> check(message.status());
        };
    }

    private Refusal check(QuoteDecoder quote) {
        instrumentId = instruments.idOfSource(quote.sourceId(), quote.instrumentId());
        if (instrumentId == InstrumentTable.UNKNOWN) {
            return Refusal.INSTRUMENT;
        }
        return ValueRules.isQuote(quote.eventTime(), quote.bidPrice(), quote.bidSize(), quote.askPrice(),
            quote.askSize()) ? null : Refusal.RANGE;
    }

    private Refusal check(TradeDecoder trade) {
        instrumentId = instruments.idOfSource(trade.sourceId(), trade.instrumentId());
        if (instrumentId == InstrumentTable.UNKNOWN) {
            return Refusal.INSTRUMENT;
        }
        return ValueRules.isTrade(trade.eventTime(), trade.price(), trade.size(), trade.sideRaw())
            ? null : Refusal.RANGE;
    }

    private Refusal check(FeedStatusDecoder status) {
        return ValueRules.isStatus(status.eventTime(), status.statusRaw()) ? null : Refusal.RANGE;
    }

    /**
     * The server's id of the instrument of the quote or trade that was checked last.
     *
     * @return 1 or more
     */
    int instrumentId() {
        return instrumentId;
    }
}
