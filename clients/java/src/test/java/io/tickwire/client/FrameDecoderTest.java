package io.tickwire.client;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.tick.Side;
import io.tickwire.core.tick.Tick;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.*;

@Timeout(120)
final class FrameDecoderTest {
    private static final long BASE = 1_723_161_471_011_492_645L;
    private final InstrumentMap instruments = new InstrumentMap();
    private final FrameDecoder decoder = new FrameDecoder(instruments);
    private final RecordingListener listener = new RecordingListener();

    FrameDecoderTest() {
        instruments.add(new Instrument(1, "BTCUSDT@usdm", -2, -3));
        instruments.add(new Instrument(7, "IBM@Q", -4, 0));
    }

    private static byte[] everything() {
        return new FrameWriter().start(10, 20, BASE, FrameFlags.LIVE)
            .quote(1, BASE + 1, Tick.NO_PRICE, 0, -5, 0xFFFF_FFFFL)
            .trade(7, BASE - 2, -3_201_400, 25, Side.SELL, 0xFFFF_FFFFL)
            .unknown(200, 255)
            .wideQuote(7, BASE + 3, 1, Long.MAX_VALUE, Tick.NO_PRICE, 0)
            .wideTrade(1, BASE + 4, 5, 1L << 40, Side.BUY, 0)
            .lengthenLast(29, 6)
            .unknown(9, 0)
            .baseTime(BASE - 86_400_000_000_000L)
            .quote(1, BASE - 86_400_000_000_000L - 1_999_999_999L, 1, 2, 3, 4)
            .status(BASE - 86_400_000_000_000L + 1_999_999_999L, 65_535, 3)
            .bytes();
    }

    @Test
    void shouldDecodeEveryTemplate() {
        final byte[] bytes = everything();
        decoder.wrap(new UnsafeBuffer(bytes), 0, bytes.length).deliver(listener);
        final long day = BASE - 86_400_000_000_000L;
        assertEquals(List.of(
            "Q " + (BASE + 1) + " BTCUSDT@usdm " + Long.MIN_VALUE + "x0/-5x4294967295",
            "T " + (BASE - 2) + " IBM@Q -3201400x25 2 4294967295",
            "Q " + (BASE + 3) + " IBM@Q 1x9223372036854775807/" + Long.MIN_VALUE + "x0",
            "T " + (BASE + 4) + " BTCUSDT@usdm 5x1099511627776 1 0",
            "Q " + (day - 1_999_999_999L) + " BTCUSDT@usdm 1x2/3x4",
            "F " + (day + 1_999_999_999L) + " 65535 3"), listener.ticks());
        assertEquals(10, decoder.from());
        assertEquals(20, decoder.through());
        assertEquals(FrameFlags.LIVE, decoder.flags());
        assertEquals(9, decoder.entryCount());
    }

    @Test
    void shouldRefuseTruncationAtEveryByte() {
        final byte[] bytes = everything();
        for (int length = 0; length < bytes.length; length++) {
            final byte[] cut = java.util.Arrays.copyOf(bytes, length);
            assertThrows(ProtocolException.class, () -> decoder.wrap(new UnsafeBuffer(cut), 0, cut.length));
            decoder.deliver(listener);
        }
        assertEquals(List.of(), listener.ticks());
    }

    @Test
    void shouldRefuseWhatTheFormatForbids() {
        refused(new FrameWriter().start(5, 4, BASE, 4).bytes(), "can't cover");
        refused(new FrameWriter().start(4, 5, BASE, 1).bytes(), "can't cover");
        refused(new FrameWriter().start(1, 2, BASE, 4).quote(2, BASE, 1, 1, 1, 1).bytes(), "not announced");
        refused(new FrameWriter().start(1, 2, BASE, 4).wideTrade(1, BASE, 1, -1, (byte) 0, 0).bytes(), "below 2^63");
        refused(new FrameWriter().start(1, 2, BASE, 4).unknown(1, 28).bytes(), "only at the start");
        refused(new FrameWriter().start(1, 2, BASE, 4).unknown(2, 31).bytes(), "at least 32");
        final byte[] count = new FrameWriter().start(1, 2, BASE, 4).quote(1, BASE, 1, 1, 1, 1).bytes();
        count[28] = 2;
        refused(count, "says 2 entries, there are 1");
        final byte[] schema = new FrameWriter().start(1, 2, BASE, 4).quote(1, BASE, 1, 1, 1, 1).bytes();
        schema[34] = 1;
        refused(schema, "schema id");
    }

    private void refused(byte[] bytes, String text) {
        final ProtocolException e = assertThrows(ProtocolException.class,
            () -> decoder.wrap(new UnsafeBuffer(bytes), 0, bytes.length));
        assertTrue(e.getMessage().contains(text), e.getMessage());
    }

    @Test
    void shouldSurviveAMillionMutatedFrames() {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        final byte[] good = everything();
        final Counting counting = new Counting();
        int accepted = 0;
        for (int i = 0; i < 1_000_000; i++) {
            final byte[] bytes = java.util.Arrays.copyOf(good, random.nextInt(8) == 0
                ? random.nextInt(good.length + 40) : good.length);
            for (int flips = random.nextInt(1, 6); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            counting.count = 0;
            boolean whole = true;
            try {
                decoder.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
                accepted++;
            } catch (final ProtocolException e) {
                whole = false;
            }
            decoder.deliver(counting);
            assertTrue(whole || counting.count == 0, "delivered in part, seed " + seed);
        }
        assertTrue(accepted > 1_000 && accepted < 999_000, accepted + " accepted");
    }

    @Test
    void shouldNotAllocatePerTick() {
        final FrameWriter writer = new FrameWriter().start(0, 100, BASE, 4);
        for (int i = 0; i < 50; i++) {
            writer.quote(1, BASE + i, i, i, i, i).trade(7, BASE, i, i, Side.BUY, 0);
        }
        final byte[] bytes = writer.bytes();
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final Counting counting = new Counting();
        final TickListener guarded = new GuardedListener(counting);
        for (int i = 0; i < 20_000; i++) {
            decoder.wrap(buffer, 0, bytes.length).deliver(guarded);
        }
        final var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        // What a frame allocates, it does in each round; a new compilation may do so once.
        long leastBytes = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 2_000; i++) {
                decoder.wrap(buffer, 0, bytes.length).deliver(guarded);
            }
            leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, leastBytes);
        assertEquals(3_000_000, counting.count);
    }

    private static final class Counting implements TickListener {
        private long count;

        @Override
        public void onQuote(long timeNs, Instrument instrument, long bidPrice, long bidSize, long askPrice,
                            long askSize, int flags) {
            count++;
            assertNotNull(instrument);
        }

        @Override
        public void onTrade(long timeNs, Instrument instrument, long price, long size, byte side, long conditions,
                            int flags) {
            count++;
            assertNotNull(instrument);
        }

        @Override
        public void onFeedStatus(long timeNs, int sourceId, int status, int flags) {
            count++;
        }
    }
}
