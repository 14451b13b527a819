package io.tickwire.server;

import io.aeron.Subscription;
import io.tickwire.config.TickwireConfig;
import io.tickwire.core.agent.AgentHost;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.counters.ErrorLog;
import io.tickwire.core.instrument.InstrumentTable;
import io.tickwire.core.stage.Stage;
import io.tickwire.core.stage.StageClock;
import io.tickwire.core.stage.StagedAgent;
import io.tickwire.core.tick.TickKind;
import io.tickwire.core.tick.TickRing;
import io.tickwire.fanout.FanoutAgent;
import io.tickwire.fanout.ReplayAgent;
import io.tickwire.gateway.Gateway;
import io.tickwire.gateway.wire.TlsUpkeep;
import io.tickwire.ingest.IngestAgent;
import io.tickwire.journal.Journal;
import io.tickwire.journal.JournalAgent;
import io.tickwire.server.http.HttpEndpoint;
import io.tickwire.server.http.ServerFacts;
import io.tickwire.server.jmx.MxBeans;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * A running server. {@link #line} is the whole of it, in the order in which a tick passes through.
 */
public final class TickwireServer implements AutoCloseable {
    /** Version of this server. */
    public static final String VERSION = "0.1.0";

    private final TickwireConfig config;
    private final Resources resources = new Resources();
    private MediaDriverProcess mediaDriver;
    private CounterFile counters;
    private StageClock stages;
    private Guards guards;
    private Journal journal;
    private Gateway gateway;
    private AgentHost agents;
    private HttpEndpoint http;
    private long startPosition;
    /** Set by the program around the server, read by threads of JMX. Null: it takes no such requests. */
    private volatile Runnable whenDrainIsAskedFor;

    private TickwireServer(TickwireConfig config) {
        this.config = config;
    }

    /**
     * Start a server. It serves when this returns.
     *
     * @param config checked configuration
     * @return running
     * @throws IllegalStateException if something it needs can't be had, such as a port; nothing is left open then
     */
    public static TickwireServer start(TickwireConfig config) {
        final TickwireServer server = new TickwireServer(config);
        try {
            server.line();
        } catch (final RuntimeException | IOException e) {
            server.resources.closeAfter(e);
            throw e instanceof RuntimeException failure ? failure : new IllegalStateException(e.getMessage(), e);
        }
        return server;
    }

    private void line() throws IOException {
        Files.createDirectories(config.directory());
        resources.add(new DirectoryLock(config.directory()));
        counters = resources.add(new CounterFile(config.directory()));
        final ErrorLog errors = counters.errors();
        final EpochNanoClock clock = new OffsetEpochNanoClock();
        stages = new StageClock(config.metrics().stageSampleInterval(), config.fanout().threads());

        // What was there before: the journal knows where numbering goes on.
        journal = resources.add(Journal.open(config.journal(), errors));
        startPosition = journal.lastSequence();
        guards = resources.add(new Guards(config, journal.epoch(), clock.nanoTime(), counters));

        // Aeron in.
        mediaDriver = resources.add(new MediaDriverProcess(config.aeron(), config.threading(), config.directory(),
            errors));
        final Subscription feed = mediaDriver.aeron().addSubscription(config.aeron().channel(),
            config.aeron().streamId());

        // Ingest checks and numbers, and is the only writer of the ring.
        final TickRing ring = new TickRing(config.ring().capacity(), journal.lastSequence(),
            counters.counter(CounterId.RING_PUBLISHED), counters.counter(CounterId.JOURNAL_POSITION));
        final IngestAgent ingest = new IngestAgent(feed, ring, knownInstruments(), counters, clock,
            config.aeron().fragmentLimit());

        // The journal takes what is in the ring, and by default says up to where it may be sent.
        final JournalAgent journaling = journal.newAgent(ring, counters);
        final LongSupplier head = config.journal().beforeFanout()
            ? counters.counter(CounterId.JOURNAL_POSITION)::getAcquire
            : ring::published;

        // Replay: serves subscribers that are far behind, and gives them back near the head.
        gateway = new Gateway(config.gateway(), config.limits(), guards.security(), config.fanout(), config.replay(),
            journal.epoch(), VERSION, clock, counters);
        final List<ReplayAgent> replays = new ArrayList<>();
        for (int i = 0; i < config.replay().threads(); i++) {
            replays.add(new ReplayAgent(i, config.replay(), config.fanout(), ring, journal.newHistory(),
                gateway.envelope(), gateway.replayDriver(i), clock, counters));
        }

        // Fan-out: each agent owns its subscribers and writes to their sockets.
        final FanoutAgent.Start start = new FanoutAgent.Start(journal.epoch(), journal.lastSequence(),
            journal::restore);
        final List<Agent> line = new ArrayList<>(List.of(staged(ingest, ring::published, Stage.TAKEN, Stage.IN_RING),
            staged(journaling, counters.counter(CounterId.JOURNAL_POSITION)::get, Stage.JOURNAL_BEGUN,
                Stage.JOURNALED)));
        for (int i = 0; i < config.fanout().threads(); i++) {
            final FanoutAgent fanout = new FanoutAgent(i, config.fanout(), config.gateway().symbolLimit(), start, ring,
                head, journal.newHistory(), replays, gateway.envelope(), gateway.sinkDriver(i), clock, counters,
                stages);
            gateway.serveWith(i, fanout.inbox());
            line.add(fanout);
        }

        // Everything is in place: let the agents run, and open the door.
        agents = resources.add(new AgentHost(config.threading(), line, replays,
            upkeep(clock), errors, new PinnedThreads()));
        resources.add(gateway).start();
        showOperators();
    }

    private Agent staged(Agent agent, LongSupplier cursor, Stage begun, Stage ended) {
        return stages.isOn()
            ? new StagedAgent(agent, cursor, stages.track(begun, 0), stages.track(ended, 0)) : agent;
    }

    private List<Agent> upkeep(EpochNanoClock clock) {
        final List<Agent> upkeep = new ArrayList<>(List.of(journal.newUpkeep(counters, clock)));
        if (guards.security().tls() != null) {
            upkeep.add(new TlsUpkeep(guards.security().tls(), clock));
        }
        return upkeep;
    }

    /** JMX and HTTP: they read counters, and are no part of the line. */
    private void showOperators() {
        resources.add(new MxBeans(counters, gateway.port(), this::drain));
        if (config.http().enabled()) {
            http = resources.add(new HttpEndpoint(config.http(), guards.security().tls(), new ServerFacts(VERSION,
                journal.epoch(), gateway.port(), config.tls().isEnabled(), counters)));
        }
    }

    private void drain() {
        final Runnable request = whenDrainIsAskedFor;
        if (request == null) {
            throw new IllegalStateException("this process does not end by a drain; close the server from within");
        }
        request.run();
    }

    /**
     * Take an operator's wish to drain the server; {@link #close} does it.
     *
     * @param request called by a thread of JMX, which it should not hold up
     */
    public void whenDrainIsAskedFor(Runnable request) {
        whenDrainIsAskedFor = request;
    }

    private InstrumentTable knownInstruments() {
        final InstrumentTable instruments = new InstrumentTable();
        journal.restore(tick -> {
            if (tick.kind() == TickKind.DEFINITION.code()) {
                instruments.onDefinition(tick);
            }
        });
        return instruments;
    }

    /**
     * The port of the WebSocket gateway.
     *
     * @return the real one where the configuration says 0
     */
    public int webSocketPort() {
        return gateway.port();
    }

    /**
     * The port of HTTP.
     *
     * @return the real one where the configuration says 0; empty if HTTP is not enabled
     */
    public OptionalInt httpPort() {
        return http == null ? OptionalInt.empty() : OptionalInt.of(http.port());
    }

    /**
     * The way to the server's media driver, for a publisher in the same process.
     *
     * @return owned by the server
     */
    public MediaDriverProcess mediaDriver() {
        return mediaDriver;
    }

    /**
     * The server's counters.
     *
     * @return owned by the server
     */
    public CounterFile counters() {
        return counters;
    }

    /**
     * When sampled ticks passed each stage.
     *
     * @return off unless the configuration has switched it on
     */
    public StageClock stages() {
        return stages;
    }

    /**
     * The epoch of the journal.
     *
     * @return any long
     */
    public long epoch() {
        return journal.epoch();
    }

    /**
     * Where numbering went on when this server started.
     *
     * @return the last sequence number that was given out before, 0 for a new journal
     */
    public long startPosition() {
        return startPosition;
    }

    /**
     * Step every agent once, in mode INVOKER.
     *
     * @return how much work was done
     */
    public int step() {
        return agents.step();
    }

    @Override
    public void close() {
        resources.close();
    }
}
