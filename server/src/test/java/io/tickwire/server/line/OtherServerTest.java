package io.tickwire.server.line;

import io.tickwire.core.counters.CounterId;
import io.tickwire.ingest.BlockingFeed;
import io.tickwire.ingest.recorded.RecordedFeed;
import io.tickwire.ingest.recorded.RecordedFeeds;
import io.tickwire.server.TickwireServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Two servers: the first one stops and names the second, and its subscriber goes on there. */
@Timeout(180)
final class OtherServerTest {
    private static final int FIRST_TICKS = 5_000;

    @TempDir
    private Path directory;

    private TickwireServer naming(LineFixture other) {
        return TickwireServer.start(LineFixture.config(directory.resolve("first"), "gateway.reconnectSpread=0ms",
            "gateway.otherAddresses=ws://127.0.0.1:" + other.server().webSocketPort()));
    }

    private static RecordingClient subscriber(LineFixture other, TickwireServer server) {
        final RecordingClient client =
            other.client(LineFixture.client(server.webSocketPort()).symbols("*").followHosts("127.0.0.1").build());
        Await.until(() -> "a subscription: " + client.events(), client::isSubscribed);
        return client;
    }

    @Test
    void shouldBringASubscriberToTheOtherServerWhichTellsThatItHasOtherTicks() {
        try (LineFixture other = new LineFixture(directory.resolve("second"))) {
            ExactnessTest.play(other.feed(), RecordedFeeds.openBundledSample());
            other.awaitTicks(SampleReading.all().size());
            final TickwireServer server = naming(other);
            final RecordingClient client = subscriber(other, server);
            server.close();
            Await.until(() -> "the snapshot there: " + client.events(), () -> client.snapshot().size() >= 12);
            assertEquals(List.of("subscribed", "disconnected: the server closed the connection with code 1001: "
                + "the server stops; connect again and resume", "reset EPOCH_CHANGED"), client.events());
            assertEquals(1, other.counter(CounterId.GATEWAY_ACCEPTED));
        }
    }

    @Test
    void shouldGoOnExactlyWhereTheOtherServerHasTheSameJournal() throws IOException {
        try (LineFixture line = new LineFixture(directory.resolve("first"));
             RecordedFeed recorded = RecordedFeeds.openBundledSample()) {
            final RecordingClient early = line.subscriber("*");
            final BlockingFeed feed = line.feed();
            for (int i = 0; i < FIRST_TICKS; i++) {
                recorded.next(feed);
            }
            Await.until(() -> "ticks: " + early.tickCount(), () -> early.tickCount() >= FIRST_TICKS);
        }
        copy(directory.resolve("first").resolve("journal"), directory.resolve("second").resolve("journal"));
        try (LineFixture other = new LineFixture(directory.resolve("second"))) {
            final TickwireServer server = naming(other);
            assertEquals(other.server().epoch(), server.epoch(), "the epoch");
            final RecordingClient client = subscriber(other, server);
            final long position = client.position().sequence();
            server.close();
            ExactnessTest.play(other.feed(), RecordedFeeds.openBundledSample());
            final List<SeenTick> expected = SampleReading.all();
            Await.until(() -> "all ticks: " + client.tickCount() + " " + client.events(),
                () -> client.tickCount() >= expected.size());
            SeenTick.assertSame(expected, client.ticks());
            assertEquals("resumed " + position, client.events().get(2), () -> client.events().toString());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        final List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(from)) {
            all.forEach(files::add);
        }
        for (final Path file : files) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }
}
