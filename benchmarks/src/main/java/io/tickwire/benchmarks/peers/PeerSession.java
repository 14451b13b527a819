package io.tickwire.benchmarks.peers;

import io.tickwire.benchmarks.load.ReadBuffer;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running server with a publisher and subscribers. One thread reads for all subscribers. */
final class PeerSession implements AutoCloseable {
    /** Most bytes that are read from a subscriber's socket at once. */
    static final int READ_BYTES = 1 << 18;

    private static final long READY_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long PROBE_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long GRACE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long START_DELAY_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int OPEN_AT_ONCE = 64;
    private static final long WARM_UP_QUIET_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long WARM_UP_CATCH_UP_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(1);
    /** To start a server anew and warm it up takes no longer. */
    private static final long CATCH_UP_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long SELECT_MS = 10;

    private final PeerProcess process;
    private final ReadBuffer in = ReadBuffer.own(READ_BYTES);
    private final Deliveries deliveries = new Deliveries();
    private final List<PeerClient> clients = new ArrayList<>();
    private final Selector selector = Selector.open();
    private Feed feed;
    private long nextSequence;
    /** Messages of the last measurement that went to the feed, times subscribers. */
    private long published;
    private int cut;

    /**
     * Start all of it; returns once every subscriber gets messages.
     *
     * @param peer            which server
     * @param subscriberCount 1 or more
     * @throws IOException if the server does not start, or does not deliver
     */
    PeerSession(Peer peer, int subscriberCount) throws IOException {
        process = new PeerProcess(peer);
        try {
            feed = peer.feed().open(process.workplace());
            while (clients.size() < subscriberCount) {
                open(peer, Math.min(OPEN_AT_ONCE, subscriberCount - clients.size()));
            }
            awaitReady(peer.name());
        } catch (final IOException e) {
            close();
            throw e;
        }
    }

    /** Several at once, since Mosquitto looks at a new WebSocket only ten times a second. */
    private void open(Peer peer, int count) throws IOException {
        final List<PeerClient> opening = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final PeerClient client = new PeerClient(peer.door(), in, deliveries);
            opening.add(client);
            clients.add(client);
        }
        for (final PeerClient client : opening) {
            client.awaitOpen();
            client.channel().register(selector, SelectionKey.OP_READ, client);
        }
    }

    private void awaitReady(String name) throws IOException {
        final long endNs = System.nanoTime() + READY_NS;
        long probeNs = System.nanoTime();
        while (clients.stream().anyMatch(client -> client.lastSequence() < 0)) {
            final long nowNs = System.nanoTime();
            if (nowNs > endNs || cut > 0) {
                throw new IOException(name + " delivered nothing to "
                    + clients.stream().filter(client -> client.lastSequence() < 0).count() + " of " + clients.size()
                    + " subscribers" + (cut > 0 ? " and cut off " + cut : ""));
            }
            if (nowNs >= probeNs && feed.offer(nowNs, nextSequence)) {
                nextSequence++;
                probeNs = nowNs + PROBE_INTERVAL_NS;
            }
            feed.flush();
            poll();
        }
    }

    private void poll() throws IOException {
        selector.select(this::read, SELECT_MS);
    }

    private void read(SelectionKey key) {
        try {
            ((PeerClient) key.attachment()).poll();
        } catch (final IOException e) {
            // A server may cut off a slow subscriber; what it has not got counts as lost.
            key.cancel();
            cut++;
        }
    }

    /**
     * Publish at a rate, and see what is delivered until a second after the last message.
     *
     * @param messagesPerSecond more than 0
     * @param seconds           how long
     * @return what was found; if not all was delivered, {@link #catchesUp} tells whether this may be used again
     * @throws IOException if the publisher's connection broke
     */
    Outcome measure(double messagesPerSecond, double seconds) throws IOException {
        final long count = Math.max(1, Math.round(messagesPerSecond * seconds));
        final long expected = count * clients.size();
        final long startNs = System.nanoTime() + START_DELAY_NS;
        final long endNs = startNs + (long) (seconds * 1e9) + GRACE_NS;
        deliveries.begin(nextSequence);
        final OpenPublisher publisher =
            new OpenPublisher(feed, nextSequence, count, messagesPerSecond, startNs, endNs);
        nextSequence += count;
        publisher.start();
        while (deliveries.count() < expected && cut < clients.size() && System.nanoTime() < endNs) {
            poll();
        }
        final long delivered = deliveries.count();
        publisher.join();
        published = publisher.published() * clients.size();
        return new Outcome(messagesPerSecond, expected, delivered,
            delivered == 0 ? 0 : delivered * 1e9 / (deliveries.lastNs() - startNs), cut, deliveries.latencyNs().copy());
    }

    /**
     * Let the server's code be compiled, and wait until nothing more comes.
     *
     * @param messagesPerSecond more than 0
     * @param seconds           how long
     * @throws IOException if the publisher's connection broke
     */
    void warmUp(double messagesPerSecond, double seconds) throws IOException {
        measure(messagesPerSecond, seconds);
        awaitPublished(WARM_UP_QUIET_NS, WARM_UP_CATCH_UP_NS);
    }

    /**
     * Wait for what the last measurement published and was not delivered in time.
     *
     * @return whether all of it came; false as soon as nothing comes for a second, or ten have passed
     * @throws IOException if the publisher's connection broke
     */
    boolean catchesUp() throws IOException {
        return awaitPublished(QUIET_NS, CATCH_UP_NS);
    }

    private boolean awaitPublished(long longestQuietNs, long longestNs) throws IOException {
        final long endNs = System.nanoTime() + longestNs;
        long before = deliveries.count();
        long quietNs = System.nanoTime() + longestQuietNs;
        boolean isSent = feed.flush();
        while (deliveries.count() < published && cut == 0 && System.nanoTime() < Math.min(endNs, quietNs)) {
            isSent = isSent || feed.flush();
            poll();
            if (deliveries.count() > before) {
                before = deliveries.count();
                quietNs = System.nanoTime() + longestQuietNs;
            }
        }
        return cut == 0 && deliveries.count() == published;
    }

    @Override
    public void close() throws IOException {
        for (final PeerClient client : clients) {
            client.close();
        }
        selector.close();
        if (feed != null) {
            feed.close();
        }
        process.close();
    }
}
