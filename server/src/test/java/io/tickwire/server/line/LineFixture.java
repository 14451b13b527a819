package io.tickwire.server.line;

import io.tickwire.client.ClientConfig;
import io.tickwire.client.DeliveryMode;
import io.tickwire.client.Position;
import io.tickwire.client.ReconnectPolicy;
import io.tickwire.config.ConfigLoader;
import io.tickwire.config.TickwireConfig;
import io.tickwire.core.counters.CounterId;
import io.tickwire.ingest.BlockingFeed;
import io.tickwire.ingest.FeedPublisher;
import io.tickwire.server.TickwireServer;
import org.agrona.CloseHelper;
import org.agrona.concurrent.YieldingIdleStrategy;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A whole server in this process, with publishers and subscribers over real Aeron and real sockets. */
final class LineFixture implements AutoCloseable {
    static final int SOURCE_ID = 7;
    private static final long PUBLISH_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final TickwireConfig config;
    private final TickwireServer server;

    LineFixture(Path directory, String... overrides) {
        config = config(directory, overrides);
        server = TickwireServer.start(config);
        open.push(server);
    }

    static TickwireConfig config(Path directory, String... overrides) {
        final List<String> settings = new ArrayList<>(List.of("directory=" + directory,
            "journal.directory=" + directory.resolve("journal"), "aeron.channel=aeron:ipc", "gateway.port=0",
            "http.enabled=false"));
        settings.addAll(List.of(overrides));
        return new ConfigLoader().overrides(settings).load().config();
    }

    BlockingFeed feed() {
        final BlockingFeed feed = new BlockingFeed(FeedPublisher.connect(server.mediaDriver().aeron(),
            config.aeron().channel(), config.aeron().streamId(), SOURCE_ID), new YieldingIdleStrategy(),
            PUBLISH_TIMEOUT_NS);
        open.push(feed);
        return feed;
    }

    RecordingClient subscriber(String... symbols) {
        final RecordingClient client = client(client().symbols(symbols).build());
        Await.until(() -> "subscription of " + List.of(symbols) + ": " + client.events(), client::isSubscribed);
        return client;
    }

    RecordingClient conflated(int maxRate, String... symbols) {
        final RecordingClient client = client(client().symbols(symbols).mode(DeliveryMode.CONFLATED, maxRate).build());
        Await.until(() -> "subscription of " + List.of(symbols) + ": " + client.events(), client::isSubscribed);
        return client;
    }

    RecordingClient resuming(Position position, String... symbols) {
        return client(client().symbols(symbols).start(position).build());
    }

    RecordingClient client(ClientConfig clientConfig) {
        final RecordingClient client = new RecordingClient(clientConfig);
        open.push(client);
        return client;
    }

    ClientConfig.Builder client() {
        return client(server.webSocketPort());
    }

    static ClientConfig.Builder client(int port) {
        return ClientConfig.builder().uri("ws://127.0.0.1:" + port).reconnect(new ReconnectPolicy(1, 50, 1));
    }

    TickwireServer server() {
        return server;
    }

    long counter(CounterId id) {
        return server.counters().counter(id).get();
    }

    /** Wait until the server has taken so many ticks more than definitions. */
    void awaitTicks(long count) {
        Await.until(() -> "ticks in the ring: " + counter(CounterId.INGEST_TICKS) + " of " + count,
            () -> counter(CounterId.INGEST_TICKS) - counter(CounterId.INGEST_INSTRUMENTS) >= count);
    }

    @Override
    public void close() {
        CloseHelper.closeAll(open);
    }
}
