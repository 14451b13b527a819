package io.tickwire.benchmarks;

import io.tickwire.config.ConfigLoader;
import io.tickwire.config.JournalConfig;
import io.tickwire.config.TickwireConfig;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.stage.StageClock;
import io.tickwire.ingest.FeedPublisher;
import io.tickwire.server.TickwireServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A server with everything in this process, a publisher, and subscribers that want all. */
final class Line implements Rig {
    private static final int SOURCE_ID = 1;
    private static final long WAIT_NS = 20_000;
    private static final String SUBSCRIBE = "{\"op\":\"subscribe\",\"symbols\":[\"*\"]}";

    /** Gets each tick's time, on the reading thread. */
    interface Probe {
        void onTick(long eventTimeNs);
    }

    private final Path directory;
    private final TickwireConfig config;
    private final TickwireServer server;
    private final FeedPublisher publisher;
    private final TickTape tape;
    private final SubscriberSet subscribers = new SubscriberSet();
    private long published;

    /**
     * Start all of it; returns once every subscriber gets frames.
     *
     * @param tape            what is published
     * @param subscriberCount how many want everything, 0 or more
     * @param settings        of the server, as KEY=VALUE
     * @throws IOException if a file or a connection fails
     */
    Line(TickTape tape, int subscriberCount, String... settings) throws IOException {
        this.tape = tape;
        directory = Files.createTempDirectory("tickwire-bench");
        config = config(directory, settings);
        server = TickwireServer.start(config);
        publisher = FeedPublisher.connect(server.mediaDriver().aeron(), config.aeron().channel(),
            config.aeron().streamId(), SOURCE_ID);
        tape.define(publisher);
        while (!publishOne(System.currentTimeMillis() * 1_000_000L)) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < subscriberCount; i++) {
            subscribers.add(server.webSocketPort(), SUBSCRIBE);
        }
        subscribers.awaitFirstFrames();
    }

    /** A server's configuration with everything in this process, under a directory of its own. */
    static TickwireConfig config(Path directory, String... settings) {
        final List<String> overrides = new ArrayList<>(List.of(
            "directory=" + directory, "journal.directory=" + directory.resolve("journal"),
            "aeron.channel=aeron:ipc", "gateway.port=0", "http.enabled=false",
            // All clients have one address here.
            "gateway.connectionLimitPerAddress=0", "gateway.connectionRate=0", "gateway.connectionRatePerAddress=0"));
        overrides.addAll(List.of(settings));
        return new ConfigLoader().overrides(overrides).load().config();
    }

    /** Publish so many ticks as fast as the line takes them, and wait until all are journaled. */
    void fill(long ticks) {
        final long target = head() + ticks;
        for (long i = 0; i < ticks; i++) {
            while (!publishOne(System.currentTimeMillis() * 1_000_000L)) {
                LockSupport.parkNanos(WAIT_NS);
            }
        }
        while (head() < target) {
            LockSupport.parkNanos(WAIT_NS);
        }
    }

    /** The last tick that the journal holds. */
    long head() {
        return server.counters().counter(CounterId.JOURNAL_POSITION).get();
    }

    /** A subscriber of its own, that asks to resume; not among those that {@link #poll} reads. */
    RawSubscriber resume(long position, String symbols, Probe tickProbe) throws IOException {
        return new RawSubscriber(server.webSocketPort(), String.format(
            "{\"op\":\"resume\",\"epoch\":\"%016x\",\"position\":%d,\"symbols\":[\"%s\"]}", server.epoch(),
            position, symbols), tickProbe::onTick);
    }

    /** A subscriber of its own to the latest quotes of everything; not among those that {@link #poll} reads. */
    RawSubscriber conflated(int maxRate, Probe tickProbe) throws IOException {
        return new RawSubscriber(server.webSocketPort(), "{\"op\":\"subscribe\",\"symbols\":[\"*\"],"
            + "\"mode\":\"conflated\",\"maxRate\":" + maxRate + "}", tickProbe::onTick);
    }

    /** Stop the server, so that its journal can be read by itself. */
    JournalConfig stop() {
        publisher.close();
        server.close();
        return config.journal();
    }

    /** Publish the next tick of the tape. */
    @Override
    public boolean publishOne(long eventTimeNs) {
        if (tape.publish(publisher, published, eventTimeNs)) {
            published++;
            return true;
        }
        return false;
    }

    @Override
    public long poll() {
        return subscribers.poll();
    }

    @Override
    public void probe(Probe newProbe) {
        subscribers.probe(newProbe);
    }

    int fanoutThreads() {
        return config.fanout().threads();
    }

    /** When sampled ticks passed the server's stages. */
    StageClock stages() {
        return server.stages();
    }

    long published() {
        return published;
    }

    @Override
    public long receivedByAll() {
        return subscribers.receivedByAll();
    }

    /** Ticks that all subscribers have together. */
    long ticks() {
        return subscribers.ticks();
    }

    /** Frames that all subscribers have together. */
    long frames() {
        return subscribers.frames();
    }

    @Override
    public void close() throws IOException {
        subscribers.close();
        publisher.close();
        server.close();
        delete(directory);
    }

    /** Delete a directory with all that is in it. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
