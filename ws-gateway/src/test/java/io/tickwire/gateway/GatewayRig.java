package io.tickwire.gateway;

import io.tickwire.config.DeflateConfig;
import io.tickwire.config.FanoutConfig;
import io.tickwire.config.GatewayConfig;
import io.tickwire.config.GatewayLimits;
import io.tickwire.config.ReplayConfig;
import io.tickwire.config.SlowConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.stage.StageClock;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickEncoder;
import io.tickwire.core.tick.TickFilter;
import io.tickwire.core.tick.TickHandler;
import io.tickwire.core.tick.TickRing;
import io.tickwire.fanout.FanoutAgent;
import io.tickwire.fanout.ReplayAgent;
import io.tickwire.journal.TickHistory;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The line from the ring to real sockets; the journal is in memory, the test's thread is the only writer. */
final class GatewayRig {
    static final long EPOCH = 0xABCDEFL;
    static final long MS = 1_000_000;
    static final SlowConfig SLOW = new SlowConfig(10_000, 1_000 * MS);
    static final FanoutConfig FANOUT = new FanoutConfig(1, 256, 4_096, 1_000 * MS, 512, 0, SLOW);
    static final ReplayConfig NO_REPLAY = new ReplayConfig(0, 1, 1, 100);
    static final DeflateConfig NO_DEFLATE = new DeflateConfig(false, 1_024);
    static final GatewayConfig GATEWAY = gateway(NO_DEFLATE);
    static final GatewayLimits NO_LIMITS = new GatewayLimits(0, 0, 0, 0, 0, List.of("*"), false, 60_000 * MS,
        120_000 * MS, false, List.of());
    private static final int JOURNAL_CAPACITY = 1 << 18;
    private static final int RING_CAPACITY = 1_024;

    final CounterFile counters;
    final Gateway gateway;
    private final TickRing ring;
    /** Slot images from sequence 1 on; published by the counter of the journal's position. */
    private final byte[][] journal = new byte[JOURNAL_CAPACITY][];
    private final List<Agent> agents = new ArrayList<>();
    private final List<RawClient> clients = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "agents");
    /** Set by the test's thread, read by the agents' thread. */
    private volatile boolean isStopped;
    private int instruments;

    static GatewayConfig gateway(DeflateConfig deflate) {
        return new GatewayConfig("127.0.0.1", 0, 1_000, 65_536, 1_000, 0, 65_536, 5_000 * MS, 10_000 * MS,
            10_000 * MS, 300 * MS, List.of(), 16_384, deflate);
    }

    GatewayRig(Path directory, FanoutConfig fanout, ReplayConfig replay, GatewayConfig config) {
        this(directory, fanout, replay, config, NO_LIMITS);
    }

    GatewayRig(Path directory, FanoutConfig fanout, ReplayConfig replay, GatewayConfig config, GatewayLimits limits) {
        this(directory, fanout, replay, config, limits, Security.NONE);
    }

    GatewayRig(Path directory, FanoutConfig fanout, ReplayConfig replay, GatewayConfig config, GatewayLimits limits,
               Security security) {
        counters = new CounterFile(directory);
        ring = new TickRing(RING_CAPACITY, 0, counters.counter(CounterId.RING_PUBLISHED),
            counters.counter(CounterId.JOURNAL_POSITION));
        gateway = new Gateway(config, limits, security, fanout, replay, EPOCH, "test",
            new SystemEpochNanoClock(), counters);
        final List<ReplayAgent> replays = new ArrayList<>();
        for (int i = 0; i < replay.threads(); i++) {
            replays.add(new ReplayAgent(i, replay, fanout, ring, new MemoryHistory(), gateway.envelope(),
                gateway.replayDriver(i), new SystemEpochNanoClock(), counters));
        }
        for (int i = 0; i < fanout.threads(); i++) {
            final FanoutAgent agent = new FanoutAgent(i, fanout, config.symbolLimit(),
                new FanoutAgent.Start(EPOCH, 0, handler -> { }), ring, this::head, new MemoryHistory(), replays,
                gateway.envelope(), gateway.sinkDriver(i), new SystemEpochNanoClock(), counters, StageClock.off());
            gateway.serveWith(i, agent.inbox());
            agents.add(agent);
        }
        agents.addAll(replays);
        gateway.start();
        thread.start();
    }

    GatewayRig(Path directory, GatewayConfig config) {
        this(directory, FANOUT, NO_REPLAY, config);
    }

    private void run() {
        while (!isStopped) {
            int work = 0;
            for (final Agent agent : agents) {
                try {
                    work += agent.doWork();
                } catch (final Exception e) {
                    counters.errors().onError(e);
                }
            }
            if (work == 0) {
                LockSupport.parkNanos(50_000);
            }
        }
        agents.forEach(Agent::onClose);
    }

    long head() {
        return counters.counter(CounterId.JOURNAL_POSITION).get();
    }

    int define(String name) {
        claim().putDefinition(++instruments, 1, instruments, System.currentTimeMillis() * MS, name, -2, -3);
        publish();
        return instruments;
    }

    /** The bid is what a test recognises the quote by. */
    long quote(int instrumentId, long bid) {
        final long nowNs = System.currentTimeMillis() * MS;
        claim().putQuote(instrumentId, 1, nowNs, nowNs, bid, 1, bid + 1, 1);
        return publish();
    }

    private TickEncoder claim() {
        return ring.tryClaim();
    }

    private long publish() {
        final long sequence = ring.commit();
        final byte[] slot = new byte[Tick.LENGTH];
        ring.buffer().getBytes(ring.offset(sequence), slot);
        journal[(int) sequence - 1] = slot;
        counters.counter(CounterId.JOURNAL_POSITION).setRelease(sequence);
        return sequence;
    }

    /** A client that is not connected by WebSocket yet. */
    RawClient client() throws IOException {
        return client(0);
    }

    RawClient client(int receiveBufferBytes) throws IOException {
        final RawClient client = new RawClient(gateway.port(), receiveBufferBytes);
        clients.add(client);
        return client;
    }

    /** A client on a socket of the test's own kind, which is not connected yet. */
    RawClient client(Socket socket, int receiveBufferBytes) throws IOException {
        final RawClient client = new RawClient(socket, gateway.port(), receiveBufferBytes);
        clients.add(client);
        return client;
    }

    /** A client that has been greeted. */
    RawClient open() throws IOException {
        return client().open();
    }

    /** A client that takes compressed frames and has been greeted. */
    RawClient openDeflated() throws IOException {
        return client().openDeflated();
    }

    long counter(CounterId id) {
        return counters.counter(id).get();
    }

    void awaitCounter(CounterId id, long value) {
        Await.until(() -> id + " is " + counter(id) + ", not " + value, () -> counter(id) == value);
    }

    void close() throws IOException, InterruptedException {
        for (final RawClient client : clients) {
            client.close();
        }
        gateway.close();
        isStopped = true;
        thread.join();
        counters.close();
    }

    private final class MemoryHistory implements TickHistory {
        private final Tick tick = new Tick();

        @Override
        public long oldest() {
            return 1;
        }

        @Override
        public int read(long fromSequence, int limit, TickFilter filter, int wantedLimit, TickHandler handler) {
            int count = 0;
            for (int wanted = 0; count < limit && wanted < wantedLimit && fromSequence + count <= head(); count++) {
                tick.wrap(new UnsafeBuffer(journal[(int) fromSequence + count - 1]), 0);
                if (filter.wants(tick.bytes(), 0)) {
                    wanted++;
                    handler.onTick(tick);
                }
            }
            return count;
        }

        @Override
        public long positionAt(long timeNs) {
            return UNKNOWN;
        }

        @Override
        public long missingThrough(long fromSequence) {
            return fromSequence - 1;
        }

        @Override
        public void keep(long sequence) {
            // Nothing is deleted here.
        }

        @Override
        public void releaseUnused(long nowNs) {
            // Nothing is deleted here.
        }

        @Override
        public void close() {
            // In memory.
        }
    }
}
