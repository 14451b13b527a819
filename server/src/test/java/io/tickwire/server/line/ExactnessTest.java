package io.tickwire.server.line;

import io.tickwire.core.counters.CounterId;
import io.tickwire.ingest.BlockingFeed;
import io.tickwire.ingest.recorded.RecordedFeed;
import io.tickwire.ingest.recorded.RecordedFeeds;
import io.tickwire.ingest.recorded.RecordedOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What goes in comes out: every tick, in order, every field, at full speed. */
@Timeout(180)
final class ExactnessTest {
    @TempDir
    private Path directory;

    @Test
    void shouldDeliverTheWholeSampleToThreeSubscribersOnThreeFanoutThreads() {
        try (LineFixture line = new LineFixture(directory, "fanout.threads=3")) {
            final RecordingClient all = line.subscriber("*");
            final RecordingClient wildcard = line.subscriber("BTC*");
            final RecordingClient one = line.subscriber("ETHUSDT@usdm");
            play(line.feed(), RecordedFeeds.openBundledSample());

            final List<SeenTick> expected = SampleReading.all();
            assertEquals(65_646, expected.size(), "the reading of the file");
            assertSees(expected, all);
            assertSees(SampleReading.matching(tick -> tick.symbol().startsWith("BTC")), wildcard);
            assertSees(SampleReading.matching(tick -> "ETHUSDT@usdm".equals(tick.symbol())), one);
            assertEquals(6, line.counter(CounterId.INGEST_INSTRUMENTS));
            assertEquals(0, line.counter(CounterId.INGEST_SOURCE_GAPS));
            assertEquals(0, line.counter(CounterId.ERRORS));
        }
    }

    @Test
    void shouldDeliverTheBestBidAndOfferOfAnItchOrderBook() {
        try (LineFixture line = new LineFixture(directory)) {
            final RecordingClient subscriber = line.subscriber("AAPL@XNAS");
            final List<String> damage = new ArrayList<>();
            play(line.feed(), RecordedFeeds.openBundled("itch50_aapl_20200130.bin",
                RecordedOptions.of((file, offset, reason) -> damage.add(file + " " + offset + " " + reason))));

            Await.until(() -> "all ticks: " + subscriber.tickCount(), () -> subscriber.tickCount() >= 2_793 + 1_089);
            final List<SeenTick> ticks = subscriber.ticks();
            final List<SeenTick> quotes = ticks.stream().filter(SeenTick::isQuote).toList();
            assertEquals(2_793, quotes.size());
            assertEquals(1_089, ticks.size() - quotes.size());
            assertEquals(List.of("320.14", "25", "320.3", "100"),
                quotes.get(quotes.size() - 1).numbers().stream().map(BigDecimal::toPlainString).toList());
            assertEquals(List.of(), damage);
            assertEquals(List.of("subscribed"), subscriber.events());
        }
    }

    @Test
    void shouldGiveALateSubscriberTheLastQuoteAndTradeOfEachInstrument() {
        try (LineFixture line = new LineFixture(directory)) {
            play(line.feed(), RecordedFeeds.openBundledSample());
            line.awaitTicks(65_646);
            final RecordingClient late = line.subscriber("*@cm", "BTCUSDT@spot");
            final List<SeenTick> expected = new ArrayList<>();
            for (final String symbol : List.of("ETHUSD_PERP@cm", "BTCUSD_PERP@cm", "BTCUSDT@spot")) {
                expected.add(last(symbol, true));
                expected.add(last(symbol, false));
            }
            Await.until(() -> "the snapshot: " + late.snapshot(), () -> late.snapshot().size() >= expected.size());
            assertEquals(Set.copyOf(expected), Set.copyOf(late.snapshot()));
            assertEquals(expected.size(), late.snapshot().size());
        }
    }

    private static SeenTick last(String symbol, boolean isQuote) {
        final List<SeenTick> ticks =
            SampleReading.matching(tick -> tick.symbol().equals(symbol) && tick.isQuote() == isQuote);
        return ticks.get(ticks.size() - 1);
    }

    static void play(BlockingFeed feed, RecordedFeed recorded) {
        try (recorded) {
            while (recorded.next(feed)) {
                Thread.onSpinWait();
            }
        }
    }

    static void assertSees(List<SeenTick> expected, RecordingClient subscriber) {
        Await.until(() -> "all ticks: " + subscriber.tickCount() + " of " + expected.size() + " "
            + subscriber.events(), () -> subscriber.tickCount() >= expected.size());
        SeenTick.assertSame(expected, subscriber.ticks());
        assertEquals(List.of("subscribed"), subscriber.events(), "no gap, no reconnect");
    }
}
