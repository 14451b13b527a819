package io.tickwire.fanout;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.ReplayConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickHandler;
import io.tickwire.core.tick.TickRing;
import io.tickwire.journal.TickHistory;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.status.AtomicCounter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/**
 * One replay thread: serves subscribers that are far behind, first come, first served, so many at once, each at the
 * pace of its socket and within a budget for each turn. Since it is served until it is done rather than in turn with
 * all others, a subscriber comes back to its fan-out thread near the head, however many wait. Those that wait get
 * heartbeats.
 */
public final class ReplayAgent implements Agent, TickHandler {
    private static final int HEARTBEAT_CHECKS = 8;
    private static final int SHARED_TURN = 8;
    private static final long KEEP_NS = TimeUnit.SECONDS.toNanos(30);

    private final String roleName;
    private final ReplayConfig config;
    private final long heartbeatNs;
    private final long lagLimitTicks;
    private final TickRing ring;
    private final TickHistory history;
    private final SinkDriver sinkDriver;
    private final EpochNanoClock clock;
    private final ReplayInbox inbox;
    private final TickSource source;
    private final FrameBuilder frame;
    private final EntryEncoder entry = new EntryEncoder();
    private final FrameCount count;
    private final ArrayList<Replay> replays = new ArrayList<>();
    private final AtomicCounter subscribers;
    private final ReplayPace pace;
    /** The first tick of the frame, and when it was received. */
    private long firstSequence;
    private long firstReceivedNs;
    private int turnTicks;
    private long nextHeartbeatCheckNs;

    /**
     * Make an agent.
     *
     * @param index      0, 1, 2 ... among the replay agents
     * @param config     budgets
     * @param fanout     frame limit, heartbeat and lag limit
     * @param ring       the ring
     * @param history    the journal, for this agent alone; closed with it
     * @param envelope   what the transport puts around frames
     * @param sinkDriver the transport's part of the duty cycle
     * @param clock      read once in each duty cycle
     * @param counters   the server's counters
     */
    public ReplayAgent(int index, ReplayConfig config, FanoutConfig fanout, TickRing ring, TickHistory history,
                       FrameEnvelope envelope, SinkDriver sinkDriver, EpochNanoClock clock, CounterFile counters) {
        this.roleName = "replay-" + index;
        this.config = config;
        this.heartbeatNs = fanout.heartbeatNs();
        this.lagLimitTicks = fanout.lagLimitTicks() == 0 ? Long.MAX_VALUE : fanout.lagLimitTicks();
        this.ring = ring;
        this.history = history;
        this.sinkDriver = sinkDriver;
        this.clock = clock;
        inbox = new ReplayInbox(sinkDriver);
        source = new TickSource(ring, history);
        frame = new FrameBuilder(envelope, fanout.frameLimitBytes());
        count = new FrameCount(counters);
        subscribers = counters.counter(CounterId.FANOUT_SUBSCRIBERS);
        pace = new ReplayPace(config.sharePercent());
    }

    /** The way of subscribers to this agent, for fan-out agents. */
    ReplayInbox inbox() {
        return inbox;
    }

    @Override
    public int doWork() {
        final long nowNs = clock.nanoTime();
        int work = inbox.drain(this::take);
        work += sinkDriver.poll(nowNs);
        if (!replays.isEmpty() && !pace.isPausing(nowNs)) {
            work += serveInTurn(nowNs);
        }
        if (nowNs >= nextHeartbeatCheckNs) {
            nextHeartbeatCheckNs = nowNs + heartbeatNs / HEARTBEAT_CHECKS;
            heartbeats(nowNs);
            source.releaseUnused(nowNs);
        }
        count.publish(source.takeJournalTicks());
        return work;
    }

    private int serveInTurn(long nowNs) {
        // Then in short turns too, so that the stretches of work between the pauses are short.
        final boolean isSharing = subscribers.get() > replays.size();
        turnTicks = isSharing ? Math.max(1, config.turnLimitTicks() / SHARED_TURN) : config.turnLimitTicks();
        int work = 0;
        int served = 0;
        for (int i = 0; i < replays.size() && served < config.clientLimit(); i++) {
            final Replay replay = replays.get(i);
            final int ticks = serve(replay, nowNs);
            if (isOver(replay)) {
                end(replay);
                replays.remove(i--);
                work++;
            }
            served += ticks > 0 || replay.isReading(nowNs) ? 1 : 0;
            work += ticks;
        }
        if (isSharing && work > 0) {
            // A second look at the clock, for the length of the work.
            pace.worked(nowNs, clock.nanoTime());
        }
        return work;
    }

    /**
     * Who needs one turn more goes first: it was here before, and has fallen back a little while it was served. Behind
     * all others it would fall back by as much again as it was served.
     */
    private void take(Replay replay) {
        final boolean isAlmostThere =
            replay.target() - replay.subscriber().position() <= config.turnLimitTicks();
        replays.add(isAlmostThere ? 0 : replays.size(), replay);
    }

    private static boolean isOver(Replay replay) {
        final Subscriber subscriber = replay.subscriber();
        return subscriber.isGone() || subscriber.sink().isReady()
            && (subscriber.isRecalled() || replay.isStuck() || subscriber.position() >= replay.target());
    }

    private static void end(Replay replay) {
        if (!replay.subscriber().isGone()) {
            replay.subscriber().sink().moveTo(replay.home());
        }
        replay.giveBack();
    }

    private int serve(Replay replay, long nowNs) {
        final Subscriber subscriber = replay.subscriber();
        if (subscriber.isGone() || subscriber.isRecalled() || replay.isStuck()) {
            return 0;
        }
        if (ring.published() - subscriber.position() > lagLimitTicks) {
            subscriber.sink().onTooFarBehind(subscriber.position(), ring.published());
            subscriber.gone();
            return 1;
        }
        int left = turnTicks;
        while (left > 0 && subscriber.position() < replay.target() && !replay.isStuck()
            && subscriber.sink().isReady()) {
            left -= sendFrame(replay, left, nowNs);
        }
        return turnTicks - left;
    }

    /** Read up to a full frame, and send it if there is something in it or the target is reached. */
    private int sendFrame(Replay replay, int budget, long nowNs) {
        final Subscriber subscriber = replay.subscriber();
        long at = Math.max(subscriber.position(), subscriber.scanned());
        int left = budget;
        boolean mayTell = subscriber.slow().mayTell(nowNs);
        frame.begin(subscriber.position());
        while (at < replay.target() && left > 0 && frame.roomForTicks() > 0) {
            final int wish = (int) Math.min(replay.target() - at, left);
            final int read = source.read(at + 1, wish, replay.filter(), mayTell ? 1 : frame.roomForTicks(),
                this);
            if (read == 0) {
                passHole(replay, at, nowNs);
                return budget;
            }
            at += read;
            left -= read;
            if (mayTell && !frame.isEmpty()) {
                mayTell = false;
                if (subscriber.slow().behind(subscriber.position(), firstSequence, firstReceivedNs, ring.published(),
                    nowNs)) {
                    // The notice goes before the frame, which would be built in vain now.
                    subscriber.scanned(firstSequence - 1);
                    return budget - left;
                }
            }
        }
        if (frame.isEmpty() && at < replay.target()) {
            subscriber.scanned(at);
        } else {
            send(replay, at, nowNs);
        }
        return Math.max(1, budget - left);
    }

    /** Send what precedes the hole, then tell of it; or give the subscriber back if there is no end to it. */
    private void passHole(Replay replay, long at, long nowNs) {
        final Subscriber subscriber = replay.subscriber();
        final long through = Math.min(replay.target(), source.missingThrough(at + 1));
        if (at > subscriber.position()) {
            send(replay, at, nowNs);
        }
        if (through <= at) {
            replay.stuck();
        } else if (subscriber.position() == at) {
            subscriber.sink().onGap(at + 1, through);
            subscriber.position(through);
            count.onGap();
        }
    }

    private void send(Replay replay, long through, long nowNs) {
        final Subscriber subscriber = replay.subscriber();
        final ByteBuffer bytes = frame.finish(through, replay.flag(), nowNs);
        if (subscriber.sink().offer(bytes)) {
            subscriber.position(through);
            replay.lastFrameNs(nowNs);
            if (!frame.isEmpty()) {
                replay.lastTicksNs(nowNs);
            }
            count.onFrame(frame.tickCount(), bytes.remaining());
        }
    }

    @Override
    public void onTick(Tick tick) {
        if (frame.isEmpty()) {
            firstSequence = tick.sequence();
            firstReceivedNs = tick.receiveTimeNs();
        }
        entry.encode(tick);
        frame.append(entry);
    }

    /** Who waits, or wants little of what is read, hears something all the same. */
    private void heartbeats(long nowNs) {
        for (int i = 0; i < replays.size(); i++) {
            final Replay replay = replays.get(i);
            final Subscriber subscriber = replay.subscriber();
            if (nowNs - replay.lastFrameNs() >= heartbeatNs && !subscriber.isGone() && subscriber.sink().isReady()) {
                frame.begin(subscriber.position());
                send(replay, Math.max(subscriber.position(), subscriber.scanned()), nowNs);
            }
            // Who has stopped reading its socket does not hold up retention.
            if (nowNs - replay.lastFrameNs() < KEEP_NS) {
                source.keep(subscriber.position() + 1);
            }
        }
    }

    @Override
    public void onClose() {
        sinkDriver.close();
        history.close();
    }

    @Override
    public String roleName() {
        return roleName;
    }
}
