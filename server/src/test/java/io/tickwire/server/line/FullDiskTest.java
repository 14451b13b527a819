package io.tickwire.server.line;

import io.tickwire.client.Position;
import io.tickwire.core.counters.CounterId;
import io.tickwire.ingest.BlockingFeed;
import io.tickwire.journal.JournalInspector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The journal's disk fills up while ticks flow, and has room again: live delivery does not notice, a resume does. */
@Timeout(180)
final class FullDiskTest {
    private static final int DISK_MIB = 64;
    private static final int RING = 1024;
    private static final int TICKS = 20_000;
    private static final int FEW_TICKS = 50;
    private static final int INSTRUMENTS = 3;

    @TempDir
    private Path directory;
    private LineFixture line;
    private BlockingFeed feed;
    private int[] ids;
    private long published;

    @Test
    void shouldDeliverLiveWhileTheDiskIsFullAndTellExactlyOfTheHoleAfterwards() throws Exception {
        try (SmallDisk disk = new SmallDisk(directory.resolve("disk"), DISK_MIB);
             LineFixture fixture = new LineFixture(directory, "journal.directory=" + disk.path().resolve("journal"),
                 "ring.capacity=" + RING, "http.enabled=true", "http.port=0")) {
            line = fixture;
            define();
            try (ExactSubscriber live = new ExactSubscriber(line.client().symbols("*").build())) {
                Await.until(() -> "subscription " + live.failure(), live::isStreaming);
                final RecordingClient conflated = line.conflated(1_000, "*");
                publish(TICKS);
                final Position before = caughtUp(live);
                publish(TICKS);
                assertEquals("200 true", health());

                disk.fill();
                publishUntilJournaling(0);
                publish(TICKS);
                final Position within = caughtUp(live);
                assertEquals("503 false", health());
                assertReset(before);
                assertReset(new Position(within.epoch(), within.sequence() - TICKS / 2));

                disk.free();
                publishUntilJournaling(1);
                assertEquals("200 true", health());
                final Position after = caughtUp(live);
                publish(TICKS);
                caughtUp(live);
                assertResumed(after, 0);
                assertResumed(before, line.counter(CounterId.JOURNAL_SKIPPED));

                assertEquals("", live.failure());
                assertEquals(published, live.total());
                assertTrue(live.takeStretches().stream().noneMatch(ExactSubscriber.Stretch::isLost));
                assertEquals(0, live.resumes() + live.resets().size(), "without a break");
                assertLatest(conflated);
            }
            final long missing = new JournalInspector(disk.path().resolve("journal")).summarize().stream()
                .peek(file -> assertEquals("", file.damage())).mapToLong(file -> file.missingBefore()).sum();
            assertEquals(line.counter(CounterId.JOURNAL_SKIPPED), missing);
        }
    }

    private void define() {
        feed = line.feed();
        ids = LongStream.range(0, INSTRUMENTS).mapToInt(number -> feed.onInstrument(EndlessFeed.name(number), -4, 0))
            .toArray();
        feed.awaitServer();
        Await.until("definitions", () -> line.counter(CounterId.JOURNAL_POSITION) == INSTRUMENTS);
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++, published++) {
            feed.onQuote(ids[(int) (published % INSTRUMENTS)], EndlessFeed.timeNs(published), published, published,
                published + 1, published);
        }
    }

    private void publishUntilJournaling(int running) {
        Await.until("the counter 'journaling' at " + running, () -> {
            publish(FEW_TICKS);
            return line.counter(CounterId.JOURNAL_RUNNING) == running;
        });
    }

    /** The sequence number of the tick of a running number: only the definitions come before. */
    private static long sequence(long number) {
        return INSTRUMENTS + number + 1;
    }

    private Position caughtUp(ExactSubscriber subscriber) {
        final long target = sequence(published - 1);
        Await.until(() -> "tick " + target + ": " + subscriber.position() + " " + subscriber.failure(),
            () -> subscriber.position().sequence() == target);
        return subscriber.position();
    }

    private String health() throws IOException, InterruptedException {
        final HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(
            "http://127.0.0.1:" + line.server().httpPort().orElseThrow() + "/health")).build(),
            HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body().replaceAll(".*\"journaling\":(\\w+).*", "$1");
    }

    private void assertReset(Position position) {
        try (RecordingClient client = line.resuming(position, "*")) {
            Await.until(() -> "reset: " + client.events(), () -> client.snapshot().size() == INSTRUMENTS);
            assertEquals(List.of("reset TOO_OLD"), client.events());
            assertEquals(sequence(published - 1), client.position().sequence());
        }
    }

    /** All behind a position comes, but for one hole of so many ticks. */
    private void assertResumed(Position position, long holeTicks) {
        try (ExactSubscriber client = new ExactSubscriber(line.client().symbols("*").start(position).build())) {
            Await.until("the answer to resume", client::isStreaming);
            caughtUp(client);
            assertEquals("", client.failure());
            assertEquals(List.of(), client.resets());
            long lost = 0;
            for (final ExactSubscriber.Stretch stretch : client.takeStretches()) {
                if (stretch.isLost()) {
                    lost += stretch.through() - stretch.from();
                } else {
                    assertArrayEquals(LongStream.rangeClosed(stretch.from() + 1, stretch.through())
                        .map(sequence -> sequence - sequence(0)).toArray(), stretch.numbers());
                }
            }
            assertEquals(holeTicks, lost, "ticks told as lost");
            assertEquals(sequence(published - 1) - position.sequence(), client.total() + lost);
        }
    }

    private void assertLatest(RecordingClient conflated) {
        for (long number = published - INSTRUMENTS; number < published; number++) {
            final String name = EndlessFeed.name(number);
            final long timeNs = EndlessFeed.timeNs(number);
            Await.until(() -> "the last quote of " + name + " at " + timeNs + ": " + latestNs(conflated, name) + " "
                + conflated.events(), () -> latestNs(conflated, name) == timeNs);
        }
        assertEquals(List.of("subscribed"), conflated.events());
    }

    private static long latestNs(RecordingClient conflated, String name) {
        return conflated.ticks().stream().filter(tick -> tick.symbol().equals(name)).mapToLong(SeenTick::timeNs)
            .reduce(0, (before, last) -> last);
    }
}
