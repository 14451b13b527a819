package io.tickwire.ingest;

import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickKind;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static io.tickwire.core.counters.CounterId.*;
import static io.tickwire.ingest.FeedMessages.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(30)
class FeedMessageHandlerTest {
    private static final long NOW = TIME + 5;

    @TempDir
    Path directory;
    private RingRig rig;
    private FeedMessageHandler handler;

    @BeforeEach
    void defineOneInstrument() {
        rig = new RingRig(directory, 16);
        handler = rig.handler();
        handler.receiveTimeNs(NOW);
        take(definition(0, INSTRUMENT, "BTCUSDT@spot", -2));
        assertEquals(List.of(new SeenTick(1, TickKind.DEFINITION, 1, SOURCE, NOW, 0, -2, -5, INSTRUMENT, 0, 0,
            "BTCUSDT@spot")), rig.drain());
        assertEquals(1, rig.count(INGEST_INSTRUMENTS));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void take(UnsafeBuffer message) {
        assertEquals(Action.CONTINUE, handler.onMessage(message, 0, message.capacity(), RingRig.WHOLE));
    }

    private void expectRefused(CounterId reason, UnsafeBuffer message) {
        expectRefused(reason, message, 0, message.capacity(), RingRig.WHOLE);
    }

    private void expectRefused(CounterId reason, UnsafeBuffer message, int offset, int length, byte flags) {
        final long before = rig.count(reason);
        final long messages = rig.count(INGEST_MESSAGES);
        final long outcomes = rig.counts().values().stream().mapToLong(Long::longValue).sum();
        assertEquals(Action.CONTINUE, handler.onMessage(message, offset, length, flags));
        assertEquals(before + 1, rig.count(reason), () -> "under " + reason + ", but " + rig.counts());
        assertEquals(messages + 1, rig.count(INGEST_MESSAGES));
        assertEquals(outcomes + 1, rig.counts().values().stream().mapToLong(Long::longValue).sum(),
            "one reason and nothing else");
        assertEquals(List.of(), rig.drain());
    }

    @Test
    void shouldPassOnEveryFieldOfEachKind() {
        take(quote(1));
        take(trade(2));
        take(status(3));
        assertEquals(List.of(
            new SeenTick(2, TickKind.QUOTE, 1, SOURCE, NOW, TIME, 101, 101, 5, 6, 0, null),
            new SeenTick(3, TickKind.TRADE, 1, SOURCE, NOW, TIME, 100, 0xFFFF_FFFFL, 3, 0, 2, null),
            new SeenTick(4, TickKind.STATUS, 0, SOURCE, NOW, TIME, 2, 0, 0, 0, 0, null)), rig.drain());
        assertEquals(Map.of(INGEST_TICKS, 4L), rig.counts());
        assertEquals(4, rig.count(INGEST_MESSAGES));
    }

    @Test
    void shouldNotLetTheReceiveTimeGoBack() {
        handler.receiveTimeNs(NOW - 1_000);
        take(quote(1));
        assertEquals(NOW, rig.drain().get(0).receiveTimeNs());
    }

    @Test
    void shouldReadAMessageAtAnyOffset() {
        final UnsafeBuffer quote = quote(1);
        final UnsafeBuffer shifted = new UnsafeBuffer(new byte[quote.capacity() + 13]);
        shifted.putBytes(13, quote, 0, quote.capacity());
        assertEquals(Action.CONTINUE, handler.onMessage(shifted, 13, quote.capacity(), RingRig.WHOLE));
        assertEquals(101, rig.drain().get(0).first());
    }

    @Test
    void shouldRefuseEveryLengthButTheRightOne() {
        for (final UnsafeBuffer message : List.of(quote(1), trade(1), status(1), definition(1, 2, "A@B", 0))) {
            for (int length = 0; length < message.capacity(); length++) {
                expectRefused(INGEST_REFUSED_LENGTH, message, 0, length, RingRig.WHOLE);
            }
            expectRefused(INGEST_REFUSED_LENGTH, longer(message, 1));
        }
    }

    @Test
    void shouldRefuseABlockLengthThatItsVersionCanNotHave() {
        final UnsafeBuffer shortBlock = quote(1);
        header(shortBlock).blockLength(61);
        expectRefused(INGEST_REFUSED_LENGTH, shortBlock);
        final UnsafeBuffer longBlock = longer(quote(1), 4);
        header(longBlock).blockLength(66);
        expectRefused(INGEST_REFUSED_LENGTH, longBlock);
        final UnsafeBuffer laterButShorter = quote(1);
        header(laterButShorter).version(2).blockLength(61);
        expectRefused(INGEST_REFUSED_LENGTH, laterButShorter);
        final UnsafeBuffer laterButCut = quote(1);
        header(laterButCut).version(2).blockLength(63);
        expectRefused(INGEST_REFUSED_LENGTH, laterButCut);
    }

    @Test
    void shouldRefuseFragments() {
        for (final int flags : new int[] {0, 0x40, 0x80, 0x3F}) {
            expectRefused(INGEST_REFUSED_LENGTH, quote(1), 0, quote(1).capacity(), (byte) flags);
        }
    }

    @Test
    void shouldReadWhatItKnowsOfALaterVersion() {
        final UnsafeBuffer later = longer(quote(1), 20);
        header(later).version(2).blockLength(62 + 12);
        take(later);
        final UnsafeBuffer sameBlock = quote(2);
        header(sameBlock).version(65_534);
        take(sameBlock);
        assertEquals(List.of(101L, 102L), rig.drain().stream().map(SeenTick::first).toList());
    }

    @Test
    void shouldRefuseOtherSchemasVersionsAndTypes() {
        final UnsafeBuffer otherSchema = quote(1);
        header(otherSchema).schemaId(2);
        expectRefused(INGEST_REFUSED_VERSION, otherSchema);
        final UnsafeBuffer versionZero = quote(1);
        header(versionZero).version(0);
        expectRefused(INGEST_REFUSED_VERSION, versionZero);
        for (final int template : new int[] {0, 5, 65_535}) {
            final UnsafeBuffer otherType = quote(1);
            header(otherType).templateId(template);
            expectRefused(INGEST_REFUSED_TYPE, otherType);
        }
    }

    @Test
    void shouldRefuseInstrumentsThatTheSourceHasNotDefined() {
        expectRefused(INGEST_REFUSED_INSTRUMENT, quote(SOURCE, SESSION, 1, INSTRUMENT + 1));
        expectRefused(INGEST_REFUSED_INSTRUMENT, quote(SOURCE + 1, SESSION, 1, INSTRUMENT));
        final UnsafeBuffer trade = trade(2);
        fieldsOfTrade(trade).instrumentId(1);
        expectRefused(INGEST_REFUSED_INSTRUMENT, trade);
    }

    @Test
    void shouldRefusePlacesInASourceThatCanNotBe() {
        for (final long sequence : new long[] {0, -1, Long.MIN_VALUE, (1L << 53) + 1, Long.MAX_VALUE}) {
            expectRefused(INGEST_REFUSED_RANGE, quote(sequence));
        }
        expectRefused(INGEST_REFUSED_RANGE, definition(-1, 5, "A@B", 0));
        expectRefused(INGEST_REFUSED_RANGE, quote(SOURCE, 0, 1, INSTRUMENT));
        expectRefused(INGEST_REFUSED_RANGE, quote(SOURCE, -5, 1, INSTRUMENT));
    }

    @Test
    void shouldRefuseQuotesThatCanNotBe() {
        final UnsafeBuffer quote = quote(1);
        fieldsOfQuote(quote).bidSize(-1);
        expectRefused(INGEST_REFUSED_RANGE, quote);
        fieldsOfQuote(quote).sourceSequence(2).bidSize(0).askSize(Long.MIN_VALUE);
        expectRefused(INGEST_REFUSED_RANGE, quote);
        fieldsOfQuote(quote).sourceSequence(3).askSize(0).eventTime(0);
        expectRefused(INGEST_REFUSED_RANGE, quote);
        fieldsOfQuote(quote).sourceSequence(4).eventTime(TIME).bidPrice(Tick.NO_PRICE).bidSize(1);
        expectRefused(INGEST_REFUSED_RANGE, quote);
        fieldsOfQuote(quote).sourceSequence(5).bidSize(0).askPrice(Tick.NO_PRICE).askSize(1);
        expectRefused(INGEST_REFUSED_RANGE, quote);
        fieldsOfQuote(quote).sourceSequence(6).askSize(0);
        take(quote);
        assertEquals(Tick.NO_PRICE, rig.drain().get(0).first(), "an empty book is a quote");
    }

    @Test
    void shouldPassOnNegativePricesAndGreatSizes() {
        final UnsafeBuffer quote = quote(1);
        fieldsOfQuote(quote).bidPrice(-3_763).askPrice(Long.MAX_VALUE).bidSize(Long.MAX_VALUE);
        take(quote);
        final SeenTick tick = rig.drain().get(0);
        assertEquals(List.of(-3_763L, Long.MAX_VALUE, Long.MAX_VALUE),
            List.of(tick.first(), tick.second(), tick.firstSize()));
    }

    @Test
    void shouldRefuseTradesThatCanNotBe() {
        final UnsafeBuffer trade = trade(1);
        fieldsOfTrade(trade).price(Tick.NO_PRICE);
        expectRefused(INGEST_REFUSED_RANGE, trade);
        fieldsOfTrade(trade).sourceSequence(2).price(1).size(-1);
        expectRefused(INGEST_REFUSED_RANGE, trade);
        fieldsOfTrade(trade).sourceSequence(3).size(0).eventTime(-1);
        expectRefused(INGEST_REFUSED_RANGE, trade);
        final UnsafeBuffer sideThree = trade(4);
        sideThree.putByte(sideThree.capacity() - 1, (byte) 3);
        expectRefused(INGEST_REFUSED_RANGE, sideThree);
        final UnsafeBuffer sideNull = trade(5);
        sideNull.putByte(sideNull.capacity() - 1, (byte) 255);
        expectRefused(INGEST_REFUSED_RANGE, sideNull);
    }

    @Test
    void shouldRefuseStatusThatCanNotBe() {
        long sequence = 1;
        for (final int state : new int[] {0, 4, 255}) {
            final UnsafeBuffer status = status(sequence++);
            status.putByte(status.capacity() - 1, (byte) state);
            expectRefused(INGEST_REFUSED_RANGE, status);
        }
        final UnsafeBuffer noTime = status(sequence);
        fieldsOfStatus(noTime).eventTime(0);
        expectRefused(INGEST_REFUSED_RANGE, noTime);
    }
}
