package io.tickwire.fanout;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.ReplayConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
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
public final class ReplayAgent implements Agent {
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
    private final CatchUpFrames frames;
    private final FrameBuilder heartbeat;
    private final FrameCount count;
    private final ArrayList<Replay> replays = new ArrayList<>();
    private final AtomicCounter subscribers;
    private final ReplayPace pace;
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
        frames = new CatchUpFrames(source, envelope, fanout.frameLimitBytes());
        heartbeat = new FrameBuilder(envelope, fanout.frameLimitBytes());
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
        int work = 0;
        while (work < turnTicks && subscriber.position() < replay.target() && !replay.isStuck()
            && subscriber.sink().isReady()) {
            work += sendFrame(replay, nowNs);
        }
        return work;
    }

    /** Send a frame, full if there is enough for one: what a turn has left is no reason for a small one. */
    private int sendFrame(Replay replay, long nowNs) {
        final CatchUpFrames.Found found =
            frames.next(replay.subscriber(), replay.filter(), replay.target(), turnTicks, ring.published(), nowNs);
        if (found == CatchUpFrames.Found.FRAME) {
            send(replay, frames.frame(), frames.through(), nowNs);
        } else if (found == CatchUpFrames.Found.HOLE) {
            passHole(replay, frames.through(), nowNs);
        }
        return Math.max(1, frames.work());
    }

    /** Send what precedes the hole, then tell of it; or give the subscriber back if there is no end to it. */
    private void passHole(Replay replay, long at, long nowNs) {
        final Subscriber subscriber = replay.subscriber();
        final long through = Math.min(replay.target(), source.missingThrough(at + 1));
        if (at > subscriber.position()) {
            send(replay, frames.frame(), at, nowNs);
        }
        if (through <= at) {
            replay.stuck();
        } else if (subscriber.position() == at) {
            subscriber.sink().onGap(at + 1, through);
            subscriber.position(through);
            count.onGap();
        }
    }

    private void send(Replay replay, FrameBuilder frame, long through, long nowNs) {
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

    /** Who waits, or wants little of what is read, hears something all the same. */
    private void heartbeats(long nowNs) {
        for (int i = 0; i < replays.size(); i++) {
            final Replay replay = replays.get(i);
            final Subscriber subscriber = replay.subscriber();
            if (nowNs - replay.lastFrameNs() >= heartbeatNs && !subscriber.isGone() && subscriber.sink().isReady()) {
                heartbeat.begin(subscriber.position());
                send(replay, heartbeat, Math.max(subscriber.position(), subscriber.scanned()), nowNs);
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
