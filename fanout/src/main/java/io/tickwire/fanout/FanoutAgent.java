package io.tickwire.fanout;

import io.tickwire.config.FanoutConfig;
import io.tickwire.config.SlowConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.stage.Stage;
import io.tickwire.core.stage.StageClock;
import io.tickwire.core.stage.StageTrack;
import io.tickwire.core.tick.TickHandler;
import io.tickwire.core.tick.TickRing;
import io.tickwire.journal.TickHistory;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One fan-out thread: it owns its subscribers and is the only one that sends to them. In each duty cycle it takes
 * commands, lets the gateway move waiting bytes, and then serves, in this order, the head (live pass), those behind
 * (catch-up pass), those that want less (paced pass), and requests.
 */
public final class FanoutAgent implements Agent {
    private static final int COMMAND_LIMIT = 256;
    private static final int HEARTBEAT_CHECKS = 8;

    private final String roleName;
    private final EpochNanoClock clock;
    private final LongSupplier head;
    private final SinkDriver sinkDriver;
    private final TickHistory history;
    private final CounterFile counters;
    private final int passLimitTicks;
    private final long heartbeatNs;
    private final SlowConfig slowLimits;
    private final CommandQueue commands = new CommandQueue();
    private final Consumer<CommandQueue.Command> onCommand = this::onCommand;
    private final Map<SubscriberSink, Subscriber> subscribers = new IdentityHashMap<>();
    private final MarketState market;
    private final Groups groups;
    private final TickSource source;
    private final Delivery delivery;
    private final Resets resets;
    private final CatchUpPass catchUp;
    private final LivePass live;
    private final PacedPass paced;
    private final RequestDesk desk;
    private final ReplayLoans loans;
    private final StageTrack passBegun;
    private final StageTrack framed;
    private final StageTrack written;
    private long cursor;
    private long nextHeartbeatCheckNs;
    private boolean wasLapped;

    /**
     * Make an agent that stands at the end of what was journaled before.
     *
     * @param index        0, 1, 2 ... among the fan-out agents
     * @param config       limits
     * @param symbolLimit  most patterns in one subscription
     * @param start        epoch, position and last values to start from
     * @param ring         the ring
     * @param head         up to where ticks may be sent: the journal's cursor, or the ring's
     * @param history      the journal, for this agent alone; closed with it
     * @param replays      take over subscribers that are far behind; may be none
     * @param envelope     what the transport puts around frames
     * @param sinkDriver   the transport's part of the duty cycle
     * @param clock        read once in each duty cycle
     * @param counters     the server's counters
     * @param stages       gets when ticks pass
     */
    public FanoutAgent(int index, FanoutConfig config, int symbolLimit, Start start, TickRing ring, LongSupplier head,
                       TickHistory history, List<ReplayAgent> replays, FrameEnvelope envelope, SinkDriver sinkDriver,
                       EpochNanoClock clock, CounterFile counters, StageClock stages) {
        this.roleName = "fanout-" + index;
        this.clock = clock;
        this.head = head;
        this.sinkDriver = sinkDriver;
        this.history = history;
        this.counters = counters;
        this.passLimitTicks = config.passLimitTicks();
        this.heartbeatNs = config.heartbeatNs();
        this.slowLimits = config.slow();
        this.cursor = start.position();
        passBegun = stages.track(Stage.PASS_BEGUN, index);
        framed = stages.track(Stage.FRAMED, index);
        written = stages.track(Stage.WRITTEN, index);
        source = new TickSource(ring, history);
        market = new MarketState(instrument -> this.groups().onInstrument(instrument));
        final PatternMatches patterns = new PatternMatches(market);
        groups = new Groups(market, patterns);
        start.lastValues().accept(market);
        market.orderChanges();
        delivery = new Delivery(market, counters);
        final Snapshots snapshots = new Snapshots(market, patterns);
        resets = new Resets(start.epoch(), source, groups, snapshots, counters);
        final FrameBuilder frame = new FrameBuilder(envelope, config.frameLimitBytes());
        loans = new ReplayLoans(replays.stream().map(ReplayAgent::inbox).toList(), sinkDriver,
            config.catchUpLimitTicks());
        catchUp = new CatchUpPass(source, delivery, resets, loans,
            new CatchUpFrames(source, envelope, config.frameLimitBytes()), frame, config.catchUpLimitTicks(),
            config.lagLimitTicks());
        live = new LivePass(market, groups, delivery, catchUp, envelope, config.frameLimitBytes());
        paced = new PacedPass(groups, delivery, catchUp, frame, new ConflatedFiller(market, frame),
            new TradeSafeFiller(source, frame), heartbeatNs);
        desk = new RequestDesk(start.epoch(), symbolLimit, source, patterns, groups, snapshots, resets, catchUp,
            new HeadStep(delivery, paced, frame), counters);
    }

    private Groups groups() {
        return groups;
    }

    /**
     * Where an agent starts.
     *
     * @param epoch      the epoch
     * @param position   the last sequence number given out before
     * @param lastValues hands over all definitions, then last quotes and trades, as of the position
     */
    public record Start(long epoch, long position, Consumer<TickHandler> lastValues) {
    }

    /**
     * The way in for the gateway's threads.
     *
     * @return safe for any thread
     */
    public FanoutInbox inbox() {
        return commands;
    }

    @Override
    public int doWork() {
        final long nowNs = clock.nanoTime();
        int work = commands.drain(onCommand, COMMAND_LIMIT);
        work += sinkDriver.poll(nowNs);
        work += loans.takeBack(groups, catchUp);
        final long headPosition = head.getAsLong();
        if (headPosition > cursor) {
            work += takeTicks(headPosition, nowNs);
        }
        work += catchUp.run(cursor, headPosition, nowNs);
        work += paced.run(cursor, headPosition, nowNs);
        work += desk.run(cursor, headPosition, nowNs);
        work += paced.isSpent() ? 1 : 0;
        if (nowNs >= nextHeartbeatCheckNs) {
            heartbeats(nowNs);
        }
        delivery.count(source.takeJournalTicks());
        return work;
    }

    private int takeTicks(long headPosition, long nowNs) {
        live.begin(nowNs);
        final int limit = (int) Math.min(headPosition - cursor, passLimitTicks);
        passBegun.passed(cursor, cursor + limit);
        final int count = source.read(cursor + 1, limit, live);
        framed.passed(cursor, cursor + count);
        live.end(cursor + count);
        written.passed(cursor, cursor + count);
        cursor += count;
        if (source.wasFromJournal() && !wasLapped) {
            counters.counter(CounterId.FANOUT_LAPPED).increment();
        }
        wasLapped = source.wasFromJournal();
        if (count == 0) {
            counters.errors().onError(new IllegalStateException("ticks after " + cursor
                + " are neither in the ring nor in the journal; subscribers start anew from a snapshot"));
            jumpTo(Math.min(headPosition, source.oldestInRing() + passLimitTicks), nowNs);
        }
        return 1 + count;
    }

    /** The ring has passed and the journal does not have it either: everyone starts anew, and is told so. */
    private void jumpTo(long position, long nowNs) {
        cursor = position;
        for (final Subscriber subscriber : subscribers.values()) {
            if (subscriber.group() != null && !subscriber.isGone() && !subscriber.isAway()) {
                final Subscription subscription = subscriber.group().subscription();
                resets.reset(subscriber, subscription, List.of(), null, ResetReason.TOO_OLD, cursor, nowNs);
                subscriber.group().through(cursor, nowNs);
                catchUp.add(subscriber);
            }
        }
    }

    private void heartbeats(long nowNs) {
        nextHeartbeatCheckNs = nowNs + heartbeatNs / HEARTBEAT_CHECKS;
        source.releaseUnused(nowNs);
        live.begin(nowNs);
        for (int i = 0; i < groups.count(); i++) {
            final Group group = groups.group(i);
            if (!group.isPaced() && nowNs - group.lastFrameNs() >= heartbeatNs) {
                live.heartbeat(group, cursor);
            }
        }
    }

    private void onCommand(CommandQueue.Command command) {
        final SubscriberSink sink = command.sink();
        if (command.isJoin()) {
            subscribers.put(sink, new Subscriber(sink, slowLimits));
            counters.counter(CounterId.FANOUT_SUBSCRIBERS).increment();
        } else if (command.request() != null) {
            final Subscriber subscriber = subscribers.get(sink);
            if (subscriber != null && !subscriber.isGone()) {
                desk.add(subscriber, command.request());
            }
        } else {
            final Subscriber subscriber = subscribers.remove(sink);
            if (subscriber != null) {
                subscriber.gone();
                if (!subscriber.isAway()) {
                    groups.leave(subscriber);
                }
                counters.counter(CounterId.FANOUT_SUBSCRIBERS).getAndAdd(-1);
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
