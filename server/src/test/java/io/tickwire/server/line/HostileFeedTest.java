package io.tickwire.server.line;

import io.aeron.ExclusivePublication;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.feed.MessageHeaderEncoder;
import io.tickwire.core.feed.QuoteEncoder;
import io.tickwire.ingest.BlockingFeed;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a broken feed handler sends is refused and counted by reason; the good one beside it is not harmed. */
@Timeout(120)
final class HostileFeedTest {
    private static final int ROUNDS = 20_000;
    private static final int OTHER_SOURCE_ID = 8;
    private static final long TIME_NS = 1_723_161_471_000_000_000L;
    private static final int LENGTH_LIMIT = 3_000;

    @TempDir
    private Path directory;

    @Test
    void shouldDeliverEveryGoodTickBesideGarbageTruncationGapsAndDuplicates() {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        try (LineFixture line = new LineFixture(directory);
             ExclusivePublication garbage =
                 line.server().mediaDriver().aeron().addExclusivePublication("aeron:ipc", 1001)) {
            final RecordingClient subscriber = line.subscriber("IBM@Q");
            final BlockingFeed feed = line.feed();
            final int id = feed.onInstrument("IBM@Q", -4, 0);
            final UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH_LIMIT]);
            for (int i = 0; i < ROUNDS; i++) {
                feed.onQuote(id, TIME_NS + i, i, 1, i + 1L, 2);
                random.nextBytes(message.byteArray());
                final int length = i % 2 == 0 ? quoteOfAnUnknownInstrument(message, i) - random.nextInt(3)
                    : 1 + random.nextInt(LENGTH_LIMIT);
                Await.until("room for garbage", () -> garbage.offer(message, 0, length) > 0);
            }
            Await.until(() -> "good ticks: " + subscriber.tickCount(), () -> subscriber.tickCount() >= ROUNDS);
            Await.until("all messages", () -> line.counter(CounterId.INGEST_MESSAGES) >= 2 * ROUNDS);

            final List<SeenTick> ticks = subscriber.ticks();
            for (int i = 0; i < ROUNDS; i++) {
                assertEquals(TIME_NS + i, ticks.get(i).timeNs());
            }
            assertEquals(ROUNDS, ticks.size());
            assertTrue(line.counter(CounterId.INGEST_REFUSED_INSTRUMENT) > 0, "unknown instrument");
            assertTrue(line.counter(CounterId.INGEST_REFUSED_LENGTH) > 0, "truncated");
            assertTrue(line.counter(CounterId.INGEST_REFUSED_VERSION) > 0, "garbage");
            assertEquals(0, line.counter(CounterId.ERRORS));
            assertEquals(0, subscriber.resumes() + subscriber.resets(), () -> subscriber.events().toString());
        }
    }

    /** A message that is whole but for what it speaks of; its source skips some numbers. */
    private static int quoteOfAnUnknownInstrument(UnsafeBuffer message, int round) {
        new QuoteEncoder().wrapAndApplyHeader(message, 0, new MessageHeaderEncoder()).sourceSequence(1 + 3L * round)
            .sourceSession(1).eventTime(TIME_NS).bidPrice(1).askPrice(2).bidSize(1).askSize(1).instrumentId(99)
            .sourceId(OTHER_SOURCE_ID);
        return MessageHeaderEncoder.ENCODED_LENGTH + QuoteEncoder.BLOCK_LENGTH;
    }
}
