package io.tickwire.ingest;

import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

import static io.tickwire.core.counters.CounterId.*;
import static io.tickwire.ingest.FeedMessages.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(30)
class SourceMergeTest {
    @TempDir
    Path directory;
    private RingRig rig;
    private FeedMessageHandler handler;

    @BeforeEach
    void defineOneInstrument() {
        rig = new RingRig(directory, 1_024);
        handler = rig.handler();
        take(definition(0, INSTRUMENT, "BTCUSDT@spot", -2));
        rig.drain();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Action take(UnsafeBuffer message) {
        return handler.onMessage(message, 0, message.capacity(), RingRig.WHOLE);
    }

    private void takeQuote(long session, long sequence) {
        assertEquals(Action.CONTINUE, take(quote(SOURCE, session, sequence, INSTRUMENT)));
    }

    /** Source sequence numbers of the quotes that reached the ring. */
    private List<Long> drained() {
        return rig.drain().stream().map(tick -> tick.first() - 100).toList();
    }

    @Test
    void shouldTakeTheFirstNumberHeardAsBaseLine() {
        takeQuote(SESSION, 500);
        takeQuote(SESSION, 501);
        assertEquals(List.of(500L, 501L), drained());
        assertEquals(Map.of(INGEST_TICKS, 3L), rig.counts());
    }

    @Test
    void shouldCountEachMissingMessageAndGoOn() {
        takeQuote(SESSION, 1);
        takeQuote(SESSION, 5);
        takeQuote(SESSION, 7);
        assertEquals(List.of(1L, 5L, 7L), drained());
        assertEquals(4, rig.count(INGEST_SOURCE_GAPS));
    }

    @Test
    void shouldMergeTwoLinesThatInterleaveAnyhow() {
        final long seed = new Random().nextLong();
        System.out.println("SourceMergeTest seed " + seed);
        final Random random = new Random(seed);
        final long last = 300;
        long a = 1;
        long b = 1;
        while (a <= last || b <= last) {
            if (b > last || a <= last && random.nextBoolean()) {
                takeQuote(SESSION, a++);
            } else {
                takeQuote(SESSION, b++);
            }
        }
        assertEquals(LongStream.rangeClosed(1, last).boxed().toList(), drained());
        assertEquals(Map.of(INGEST_TICKS, last + 1, INGEST_SOURCE_DUPLICATES, last), rig.counts());
    }

    @Test
    void shouldFillTheLossesOfOneLineFromTheOtherThatIsAhead() {
        takeQuote(SESSION, 1);
        takeQuote(SESSION, 2);
        takeQuote(SESSION, 3);
        takeQuote(SESSION, 1);
        takeQuote(SESSION, 3);
        takeQuote(SESSION, 4);
        assertEquals(List.of(1L, 2L, 3L, 4L), drained());
        assertEquals(0, rig.count(INGEST_SOURCE_GAPS));
    }

    @Test
    void shouldDropWhatTheSlowerLineBringsAfterAGapWasPassed() {
        takeQuote(SESSION, 1);
        takeQuote(SESSION, 3);
        takeQuote(SESSION, 2);
        assertEquals(List.of(1L, 3L), drained());
        assertEquals(Map.of(INGEST_TICKS, 3L, INGEST_SOURCE_GAPS, 1L, INGEST_SOURCE_DUPLICATES, 1L), rig.counts());
    }

    @Test
    void shouldFollowARestartOfTheSourceAndDropItsOldSession() {
        takeQuote(SESSION, 900);
        takeQuote(SESSION + 1, 1);
        takeQuote(SESSION, 901);
        takeQuote(SESSION + 1, 2);
        takeQuote(SESSION + 9, 4);
        assertEquals(List.of(900L, 1L, 2L, 4L), drained());
        assertEquals(Map.of(INGEST_TICKS, 5L, INGEST_SOURCE_DUPLICATES, 1L, INGEST_SOURCE_GAPS, 3L), rig.counts());
    }

    @Test
    void shouldExpectNumberOneAfterADefinitionOfANewSession() {
        takeQuote(SESSION, 900);
        take(definition(SOURCE, SESSION + 1, 0, INSTRUMENT, "BTCUSDT@spot", -2));
        takeQuote(SESSION, 901);
        takeQuote(SESSION + 1, 2);
        assertEquals(List.of(900L, 2L), drained());
        assertEquals(Map.of(INGEST_TICKS, 3L, INGEST_SOURCE_DUPLICATES, 1L, INGEST_SOURCE_GAPS, 1L), rig.counts());
    }

    @Test
    void shouldKeepSourcesApart() {
        take(definition(0, SESSION, 0, INSTRUMENT, "A@B", 0));
        take(definition(0xFFFF, SESSION, 0, INSTRUMENT, "A@B", 0));
        rig.drain();
        for (final int source : new int[] {0, SOURCE, 0xFFFF}) {
            take(quote(source, SESSION, 1, INSTRUMENT));
            take(quote(source, SESSION, 2, INSTRUMENT));
        }
        assertEquals(List.of(0, 0, SOURCE, SOURCE, 0xFFFF, 0xFFFF),
            rig.drain().stream().map(SeenTick::sourceId).toList());
        assertEquals(Map.of(INGEST_TICKS, 9L), rig.counts());
    }

    @Test
    void shouldCountARefusedMessageAsSeenInItsSource() {
        takeQuote(SESSION, 1);
        take(quote(SOURCE, SESSION, 2, INSTRUMENT + 1));
        takeQuote(SESSION, 3);
        take(quote(SOURCE, SESSION, 2, INSTRUMENT + 1));
        assertEquals(List.of(1L, 3L), drained());
        assertEquals(Map.of(INGEST_TICKS, 3L, INGEST_REFUSED_INSTRUMENT, 1L, INGEST_SOURCE_DUPLICATES, 1L),
            rig.counts());
    }

    @Test
    void shouldLeaveNoTraceOfAMessageThatFoundTheRingFull() {
        try (RingRig small = new RingRig(directory, 2)) {
            handler = small.handler();
            take(definition(0, INSTRUMENT, "BTCUSDT@spot", -2));
            takeQuote(SESSION, 1);
            assertEquals(Action.ABORT, take(quote(4)));
            assertEquals(Action.ABORT, take(definition(0, 5, "A@B", 0)));
            assertEquals(Action.CONTINUE, take(definition(0, INSTRUMENT, "BTCUSDT@spot", -2)), "needs no room");
            takeQuote(SESSION, 1);
            assertEquals(Map.of(INGEST_TICKS, 2L, INGEST_BACK_PRESSURE, 2L, INGEST_SOURCE_DUPLICATES, 1L),
                small.counts());
            assertEquals(1, small.instruments.size());
            small.drain();
            takeQuote(SESSION, 2);
            takeQuote(SESSION, 3);
            small.drain();
            takeQuote(SESSION, 4);
            assertEquals(List.of(104L), small.drain().stream().map(SeenTick::first).toList());
            assertEquals(0, small.count(INGEST_SOURCE_GAPS));
            assertEquals(7, small.count(INGEST_MESSAGES));
        }
    }
}
