package io.tickwire.ingest;

import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.tick.Tick;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import static io.tickwire.core.counters.CounterId.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(120)
class FeedFuzzTest {
    private static final int MESSAGES = 1_000_000;
    // A spoiled number or session silences its source for good; so there is a new source now and then.
    private static final int MESSAGES_PER_SOURCE = 40;
    private static final String[] NAMES = {"BTCUSDT@spot", "IBM@Q", "A@B", "SYMBOL78901234567890123456@VENUE", "A@"};

    @TempDir
    Path directory;

    @Test
    void shouldDoWithAMillionSpoiledMessagesExactlyWhatTheRulesSay() {
        final long seed = new Random().nextLong();
        System.out.println("FeedFuzzTest seed " + seed);
        final Random random = new Random(seed);
        final ReferenceCheck reference = new ReferenceCheck();
        long ticks = 0;
        try (RingRig rig = new RingRig(directory, 4)) {
            final FeedMessageHandler handler = rig.handler();
            for (int i = 0; i < MESSAGES; i++) {
                final byte[] message = message(random, i);
                final byte flags = random.nextInt(100) == 0 ? (byte) random.nextInt() : RingRig.WHOLE;
                final CounterId outcome = reference.outcome(message, flags);
                assertEquals(Action.CONTINUE,
                    handler.onMessage(new UnsafeBuffer(message), 0, message.length, flags));
                final Tick tick = rig.readOne();
                if (outcome == INGEST_TICKS) {
                    expectContent(message, tick, ++ticks);
                } else {
                    final int index = i;
                    assertNull(tick, () -> "message " + index + " must be " + outcome);
                }
            }
            assertEquals(new TreeMap<>(reference.counts()), new TreeMap<>(rig.counts()));
            assertEquals(MESSAGES, rig.count(INGEST_MESSAGES));
            assertEquals(reference.instruments(), rig.count(INGEST_INSTRUMENTS));
            expectAllOutcomes(rig.counts());
        }
    }

    private static void expectAllOutcomes(Map<CounterId, Long> counts) {
        System.out.println("FeedFuzzTest outcomes " + counts);
        for (final CounterId id : new CounterId[] {INGEST_TICKS, INGEST_SOURCE_DUPLICATES,
            INGEST_REFUSED_LENGTH, INGEST_REFUSED_VERSION, INGEST_REFUSED_TYPE, INGEST_REFUSED_INSTRUMENT,
            INGEST_REFUSED_RANGE}) {
            assertTrue(counts.getOrDefault(id, 0L) > 1_000, () -> id + " was hardly tried: " + counts);
        }
    }

    private static void expectContent(byte[] message, Tick tick, long sequence) {
        final UnsafeBuffer sent = new UnsafeBuffer(message);
        final int template = sent.getShort(2);
        assertEquals(sequence, tick.sequence());
        assertEquals(template == 1 ? 3 : template == 4 ? 4 : template - 1, tick.kind());
        if (template == 2) {
            assertEquals(sent.getLong(32), tick.bidPrice());
            assertEquals(sent.getLong(40), tick.askPrice());
            assertEquals(sent.getLong(48), tick.bidSize());
            assertEquals(sent.getLong(56), tick.askSize());
        } else if (template == 3) {
            assertEquals(sent.getLong(32), tick.price());
            assertEquals(sent.getLong(40), tick.size());
            assertEquals(sent.getInt(48) & 0xFFFF_FFFFL, tick.conditions());
        }
    }

    private static byte[] message(Random random, int index) {
        if (random.nextInt(10) == 0) {
            final byte[] garbage = new byte[random.nextInt(160)];
            random.nextBytes(garbage);
            return garbage;
        }
        final byte[] message = valid(random, index);
        return switch (random.nextInt(16)) {
            case 0 -> Arrays.copyOf(message, random.nextInt(message.length + 1));
            case 1 -> Arrays.copyOf(message, message.length + 1 + random.nextInt(20));
            case 2 -> flipped(message, random, 8);
            case 3, 4 -> flipped(message, random, message.length);
            case 5 -> extreme(message, random);
            default -> message;
        };
    }

    private static byte[] valid(Random random, int index) {
        final int source = index / MESSAGES_PER_SOURCE;
        final int inSource = index % MESSAGES_PER_SOURCE;
        final long sequence = Math.max(1, inSource + (random.nextInt(8) == 0 ? random.nextInt(6) - 3 : 0));
        final long session = FeedMessages.SESSION + (inSource > 30 ? 1 : 0) - random.nextInt(50) / 49;
        final int instrument = random.nextInt(4);
        if (inSource < 3 || random.nextInt(5) == 0) {
            return FeedMessages.definition(source, session, random.nextBoolean() ? 0 : sequence, instrument,
                NAMES[random.nextInt(NAMES.length)], random.nextInt(40) - 20).byteArray();
        }
        final UnsafeBuffer message = switch (random.nextInt(4)) {
            case 0 -> FeedMessages.trade(sequence);
            case 1 -> FeedMessages.status(sequence);
            default -> FeedMessages.quote(sequence);
        };
        final boolean isTrade = message.getShort(2) == 3;
        final boolean isStatus = message.getShort(2) == 4;
        message.putLong(16, session);
        message.putShort(8 + (isTrade ? 48 : isStatus ? 24 : 60), (short) source);
        if (!isStatus) {
            message.putInt(8 + (isTrade ? 44 : 56), instrument);
        }
        if (random.nextInt(20) == 0) {
            message.putShort(6, (short) 2);
        }
        return message.byteArray();
    }

    private static byte[] flipped(byte[] message, Random random, int limit) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            message[random.nextInt(limit)] ^= (byte) (1 << random.nextInt(8));
        }
        return message;
    }

    private static byte[] extreme(byte[] message, Random random) {
        final long[] values = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 53, (1L << 53) + 1, 3};
        final int fields = (message.length - 8) / Long.BYTES;
        new UnsafeBuffer(message).putLong(8 + Long.BYTES * random.nextInt(fields),
            values[random.nextInt(values.length)]);
        return message;
    }
}
