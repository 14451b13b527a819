package io.tickwire.server.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Clients of every kind, all on the thread that calls {@link #turn}. */
final class Crowd implements AutoCloseable {
    private static final int SCRATCH_BYTES = 1 << 18;
    private static final long SELECT_MS = 2;
    private static final long SLOW_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int LIFE_LIMIT_MS = 1_000;

    /** A connection that will be cut. */
    private record Doomed(NioClient client, long endNs) {
    }

    private final int port;
    private final UnaryOperator<ByteChannel> transport;
    private final Random random;
    private final Selector selector;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private final List<NioClient> lasting = new ArrayList<>();
    private final List<NioClient> slow = new ArrayList<>();
    private final List<Doomed> doomed = new ArrayList<>();
    private final List<CoverageCheck> healthy = new ArrayList<>();
    private int slowBytes;
    private long nextSlowNs;
    private int cuts;

    /** {@code transport} is what their bytes go through to their sockets. */
    Crowd(int port, UnaryOperator<ByteChannel> transport, Random random) {
        this.port = port;
        this.transport = transport;
        this.random = random;
        try {
            selector = Selector.open();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String subscribe(String mode) {
        return "{\"op\":\"subscribe\",\"symbols\":[\"*\"],\"mode\":\"" + mode + "\"}";
    }

    /** Clients that read everything, and check it. */
    void addHealthy(int count) {
        for (int i = 0; i < count; i++) {
            final CoverageCheck check = new CoverageCheck();
            healthy.add(check);
            lasting.add(new NioClient(selector, port, transport, NioClient.handshake(subscribe("all")), check));
        }
    }

    /** Clients that subscribe in each of the modes, and read nothing ever. */
    void addDeaf(int count) {
        for (int i = 0; i < count; i++) {
            lasting.add(unread(i));
        }
    }

    /** Clients that subscribe in each of the modes, and read so much and no more. */
    void addSlow(int count, int bytesPerSecond) {
        slowBytes = (int) (bytesPerSecond * SLOW_INTERVAL_NS / TimeUnit.SECONDS.toNanos(1));
        for (int i = 0; i < count; i++) {
            final NioClient client = unread(i);
            lasting.add(client);
            slow.add(client);
        }
    }

    private NioClient unread(int index) {
        final String mode = List.of("all", "conflated", "trade-safe").get(index % 3);
        return new NioClient(selector, port, transport, NioClient.handshake(subscribe(mode)), null);
    }

    /** Clients that are cut at a random time, for each of which another one comes. */
    void addDoomed(int count) {
        for (int i = 0; i < count; i++) {
            final long lifeNs = TimeUnit.MILLISECONDS.toNanos(random.nextInt(LIFE_LIMIT_MS));
            doomed.add(new Doomed(unread(random.nextInt(3)), System.nanoTime() + lifeNs));
        }
    }

    /** Do what there is to do, and wait for it a moment. */
    void turn() {
        try {
            selector.select(key -> ((NioClient) key.attachment()).onReady(scratch), SELECT_MS);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final long nowNs = System.nanoTime();
        if (nowNs - nextSlowNs >= 0) {
            nextSlowNs = nowNs + SLOW_INTERVAL_NS;
            slow.forEach(client -> client.skip(scratch, slowBytes));
        }
        final int before = doomed.size();
        doomed.removeIf(next -> nowNs - next.endNs >= 0 && cut(next.client));
        addDoomed(before - doomed.size());
    }

    private boolean cut(NioClient client) {
        client.cut(random.nextBoolean());
        cuts++;
        return true;
    }

    List<CoverageCheck> healthy() {
        return healthy;
    }

    /** Whether all that are to stay have asked for what they want. */
    boolean isAsking() {
        return lasting.stream().allMatch(NioClient::isSent) && healthy.stream().allMatch(CoverageCheck::isSubscribed);
    }

    /** What is wrong with those that are to stay; empty if nothing is. */
    String failure() {
        return lasting.stream().map(NioClient::failure).filter(text -> !text.isEmpty()).findFirst().orElse("")
            + healthy.stream().map(CoverageCheck::failure).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    int cuts() {
        return cuts;
    }

    @Override
    public void close() {
        lasting.forEach(client -> client.cut(random.nextBoolean()));
        doomed.forEach(next -> next.client.cut(random.nextBoolean()));
        try {
            selector.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
