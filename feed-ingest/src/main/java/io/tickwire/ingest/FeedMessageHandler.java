package io.tickwire.ingest;

import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.feed.FeedStatusDecoder;
import io.tickwire.core.feed.QuoteDecoder;
import io.tickwire.core.feed.TradeDecoder;
import io.tickwire.core.instrument.InstrumentTable;
import io.tickwire.core.tick.TickEncoder;
import io.tickwire.core.tick.TickRing;
import org.agrona.DirectBuffer;

/**
 * Takes one message at a time: checks it, and puts it into the ring, where it gets its number. Everything is checked
 * before a slot is claimed, and nothing is noted before the slot is committed; so a message that found the ring full
 * comes again as if it had not been seen.
 *
 * <p>Each message ends in exactly one way: a tick, a duplicate, refused for one reason, or a definition that repeats
 * what is known. Ingest thread only; does not allocate except for definitions that say something new.
 */
final class FeedMessageHandler implements ControlledFragmentHandler {
    private final TickRing ring;
    private final InstrumentTable instruments;
    private final IngestCounters counters;
    private final FeedMessage message = new FeedMessage();
    private final SourceSequences sequences = new SourceSequences();
    private final MessageChecker checker;
    private final DefinitionIntake definitions;
    private long receiveTimeNs;
    private int repeats;

    FeedMessageHandler(TickRing ring, InstrumentTable instruments, CounterFile counterFile) {
        this.ring = ring;
        this.instruments = instruments;
        this.counters = new IngestCounters(counterFile);
        this.checker = new MessageChecker(instruments);
        this.definitions = new DefinitionIntake(instruments);
        counters.instruments(instruments.size());
    }

    /**
     * Set the receive time of the messages to come. It never goes back, whatever the clock does.
     *
     * @param nowNs ns since 1970
     */
    void receiveTimeNs(long nowNs) {
        receiveTimeNs = Math.max(receiveTimeNs, nowNs);
    }

    /** How many definitions only repeated what was known since this was last asked. */
    int takeRepeats() {
        final int taken = repeats;
        repeats = 0;
        return taken;
    }

    @Override
    public Action onFragment(DirectBuffer buffer, int offset, int length, Header header) {
        return onMessage(buffer, offset, length, header.flags());
    }

    /**
     * Take one message.
     *
     * @param buffer holds the message
     * @param offset where it starts
     * @param length in bytes
     * @param flags  of the Aeron frame
     * @return ABORT if the ring is full and the message must come again, else CONTINUE
     */
    Action onMessage(DirectBuffer buffer, int offset, int length, byte flags) {
        final Refusal malformed = message.wrap(buffer, offset, length, flags);
        if (malformed != null) {
            counters.onMessage();
            counters.onRefusal(malformed);
            return Action.CONTINUE;
        }
        if (sequences.isDuplicate(message.sourceId(), message.sourceSession(), message.sourceSequence())) {
            counters.onMessage();
            counters.onDuplicate();
            return Action.CONTINUE;
        }
        return message.isDefinition() ? onDefinition() : onTick();
    }

    private Action onTick() {
        final Refusal refusal = checker.check(message);
        if (refusal != null) {
            return refused(refusal);
        }
        final TickEncoder slot = ring.tryClaim();
        if (slot == null) {
            return ringFull();
        }
        write(slot);
        ring.commit();
        counters.onTick();
        return seen();
    }

    private void write(TickEncoder slot) {
        switch (message.templateId()) {
            case QuoteDecoder.TEMPLATE_ID -> {
                final QuoteDecoder quote = message.quote();
                slot.putQuote(checker.instrumentId(), message.sourceId(), receiveTimeNs, quote.eventTime(),
                    quote.bidPrice(), quote.bidSize(), quote.askPrice(), quote.askSize());
            }
            case TradeDecoder.TEMPLATE_ID -> {
                final TradeDecoder trade = message.trade();
                slot.putTrade(checker.instrumentId(), message.sourceId(), receiveTimeNs, trade.eventTime(),
                    trade.price(), trade.size(), trade.conditions(), (byte) trade.sideRaw());
            }
            default -> {
                final FeedStatusDecoder status = message.status();
                slot.putStatus(message.sourceId(), receiveTimeNs, status.eventTime(), status.statusRaw());
            }
        }
    }

    private Action onDefinition() {
        if (definitions.isRepeat(message.definition())) {
            repeats++;
            return seen();
        }
        final Refusal refusal = definitions.check(message.definition());
        if (refusal != null) {
            return refused(refusal);
        }
        final TickEncoder slot = ring.tryClaim();
        if (slot == null) {
            return ringFull();
        }
        definitions.write(slot, message.definition(), receiveTimeNs);
        // Before the commit: a definition that the table will not take is never published.
        definitions.learn();
        ring.commit();
        counters.onTick();
        counters.instruments(instruments.size());
        return seen();
    }

    private Action refused(Refusal refusal) {
        counters.onRefusal(refusal);
        return seen();
    }

    private Action ringFull() {
        counters.onRingFull();
        return Action.ABORT;
    }

    private Action seen() {
        counters.onMessage();
        counters.onMissing(
            sequences.advance(message.sourceId(), message.sourceSession(), message.sourceSequence()));
        return Action.CONTINUE;
    }
}
