package io.tickwire.benchmarks;

import io.tickwire.config.TickwireConfig;
import io.tickwire.core.agent.AgentHost;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.ingest.FeedPublisher;
import io.tickwire.server.MediaDriverProcess;
import net.openhft.affinity.Affinity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

/**
 * The floor under the line: a {@link FloorAgent} in place of the server, and all else as in {@link Line}: the same
 * process, media driver, publisher, clients, idle strategy and core. Nothing that takes ticks from Aeron and gives them
 * to WebSocket clients can be faster on this machine.
 */
final class AeronFloor implements Rig {
    private static final int SOURCE_ID = 1;

    private final Path directory = Files.createTempDirectory("tickwire-floor");
    private final MediaDriverProcess mediaDriver;
    private final AgentHost agents;
    private final FeedPublisher publisher;
    private final TickTape tape;
    private final SubscriberSet subscribers = new SubscriberSet();
    private final List<SocketChannel> sockets = new ArrayList<>();
    private long published;

    /**
     * Start all of it; returns once every client gets frames.
     *
     * @param tape        quotes that are published
     * @param clientCount how many clients, 1 or more
     * @param settings    of the server that it is the floor of, as KEY=VALUE
     * @throws IOException if a file or a connection fails
     */
    AeronFloor(TickTape tape, int clientCount, String... settings) throws IOException {
        this.tape = tape;
        final TickwireConfig config = Line.config(directory, settings);
        final CounterFile counters = new CounterFile(directory);
        mediaDriver = new MediaDriverProcess(config.aeron(), config.threading(), directory, counters.errors());
        final FloorAgent agent = new FloorAgent(mediaDriver.aeron().addSubscription(config.aeron().channel(),
            config.aeron().streamId()), sockets, config.aeron().fragmentLimit());
        connect(clientCount);
        agents = new AgentHost(config.threading(), List.of(agent), List.of(), List.of(), counters.errors(),
            AeronFloor::threadOn);
        publisher = FeedPublisher.connect(mediaDriver.aeron(), config.aeron().channel(), config.aeron().streamId(),
            SOURCE_ID);
        tape.define(publisher);
        while (!publishOne(1)) {
            Thread.onSpinWait();
        }
        subscribers.awaitFirstFrames();
    }

    private static ThreadFactory threadOn(int core) {
        return task -> {
            final Thread thread = new Thread(core < 0 ? task : () -> {
                Affinity.setAffinity(core);
                task.run();
            });
            thread.setDaemon(true);
            return thread;
        };
    }

    private void connect(int clientCount) throws IOException {
        try (ServerSocketChannel listening = ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            final int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
            for (int i = 0; i < clientCount; i++) {
                final CompletableFuture<SocketChannel> accepted =
                    CompletableFuture.supplyAsync(() -> accept(listening));
                subscribers.add(port, "{}");
                sockets.add(accepted.join());
            }
        }
    }

    private static SocketChannel accept(ServerSocketChannel listening) {
        try {
            final SocketChannel socket = listening.accept();
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            new Scanner(socket).useDelimiter("\r\n\r\n").next();
            socket.write(ByteBuffer.wrap("HTTP/1.1 101 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            socket.configureBlocking(false);
            return socket;
        } catch (final IOException e) {
            throw new IllegalStateException("a client of the floor could not be accepted: " + e.getMessage(), e);
        }
    }

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
    public long receivedByAll() {
        return subscribers.receivedByAll();
    }

    @Override
    public void probe(Line.Probe newProbe) {
        subscribers.probe(newProbe);
    }

    @Override
    public void close() throws IOException {
        publisher.close();
        agents.close();
        subscribers.close();
        for (final SocketChannel socket : sockets) {
            socket.close();
        }
        mediaDriver.close();
        Line.delete(directory);
    }
}
