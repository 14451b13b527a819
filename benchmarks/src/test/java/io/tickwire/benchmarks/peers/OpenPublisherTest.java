package io.tickwire.benchmarks.peers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
class OpenPublisherTest {
    private static final long FIRST = 7;
    private static final int COUNT = 5_000;
    private static final double PER_SECOND = 50_000;
    private static final long INTERVAL_NS = 20_000;
    private static final long LIFE_NS = 20_000_000_000L;

    /** Takes two of three offers, sends at every other flush, and notes what it took. */
    private static final class ReluctantFeed implements Feed {
        private final List<Long> intendedNs = new ArrayList<>();
        private final List<Long> sequences = new ArrayList<>();
        private boolean isAnyEarly;
        private boolean isSent;
        private boolean isAllSent;
        private int offers;

        @Override
        public boolean offer(long messageIntendedNs, long sequence) {
            isAnyEarly |= System.nanoTime() < messageIntendedNs;
            isSent = false;
            isAllSent = false;
            if (offers++ % 3 == 2) {
                return false;
            }
            intendedNs.add(messageIntendedNs);
            sequences.add(sequence);
            return true;
        }

        @Override
        public boolean flush() {
            isAllSent = isSent;
            isSent = true;
            return isAllSent;
        }

        @Override
        public void close() {
        }
    }

    @Test
    void shouldPublishEachMessageWithItsOwnTimeAndNotBeforeIt() throws IOException {
        final ReluctantFeed feed = new ReluctantFeed();
        final long startNs = System.nanoTime();
        final OpenPublisher publisher =
            new OpenPublisher(feed, FIRST, COUNT, PER_SECOND, startNs, startNs + LIFE_NS);
        publisher.start();
        publisher.join();
        assertEquals(COUNT, publisher.published());
        assertEquals(COUNT, feed.sequences.size());
        for (int i = 0; i < COUNT; i++) {
            assertEquals(FIRST + i, feed.sequences.get(i));
            assertEquals(startNs + i * INTERVAL_NS, feed.intendedNs.get(i));
        }
        assertFalse(feed.isAnyEarly);
        assertTrue(feed.isAllSent, "ended before all was sent");
    }

    @Test
    void shouldCatchUpWithWhatIsDueFromLongAgo() throws IOException {
        final ReluctantFeed feed = new ReluctantFeed();
        final long startNs = System.nanoTime() - LIFE_NS;
        final OpenPublisher publisher =
            new OpenPublisher(feed, FIRST, COUNT, PER_SECOND, startNs, startNs + 2 * LIFE_NS);
        publisher.start();
        publisher.join();
        assertEquals(startNs, feed.intendedNs.get(0));
        assertEquals(startNs + (COUNT - 1) * INTERVAL_NS, feed.intendedNs.get(COUNT - 1));
    }

    @Test
    void shouldGiveUpWhenItsTimeIsOver() throws IOException {
        final ReluctantFeed feed = new ReluctantFeed();
        final long nowNs = System.nanoTime();
        final OpenPublisher publisher = new OpenPublisher(feed, FIRST, COUNT, PER_SECOND, nowNs, nowNs - 1);
        publisher.start();
        publisher.join();
        assertEquals(0, publisher.published());
    }

    @Test
    void shouldTellThatTheConnectionBroke() {
        final long startNs = System.nanoTime();
        final OpenPublisher publisher = new OpenPublisher(new Feed() {
            @Override
            public boolean offer(long intendedNs, long sequence) throws IOException {
                throw new IOException("broken");
            }

            @Override
            public boolean flush() {
                return true;
            }

            @Override
            public void close() {
            }
        }, FIRST, COUNT, PER_SECOND, startNs, startNs + LIFE_NS);
        publisher.start();
        assertEquals("broken", assertThrows(IOException.class, publisher::join).getMessage());
    }
}
