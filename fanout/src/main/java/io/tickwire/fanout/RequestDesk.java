package io.tickwire.fanout;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.fanout.SubscriberRequest.ChangeMode;
import io.tickwire.fanout.SubscriberRequest.Resume;
import io.tickwire.fanout.SubscriberRequest.ResumeSince;
import io.tickwire.fanout.SubscriberRequest.Resuming;
import io.tickwire.fanout.SubscriberRequest.Subscribe;
import io.tickwire.fanout.SubscriberRequest.Unsubscribe;
import io.tickwire.journal.TickHistory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Serves requests in their order. A change of the subscription takes effect at the head, so one that comes while the
 * subscriber is behind waits until it has caught up; that keeps coverage exact. Fan-out thread only; allocates.
 */
final class RequestDesk {
    private static final int WAITING_LIMIT = 256;
    /** Answers list instruments, which takes time; so many in one duty cycle, for the sake of those at the head. */
    private static final int SERVED_LIMIT = 8;

    private final long epoch;
    private final int symbolLimit;
    private final TickSource source;
    private final PatternMatches patterns;
    private final Groups groups;
    private final Snapshots snapshots;
    private final Resets resets;
    private final CatchUpPass catchUp;
    private final HeadStep headStep;
    private final CounterFile counters;
    private final ArrayList<Subscriber> waiting = new ArrayList<>();
    private int next;

    RequestDesk(long epoch, int symbolLimit, TickSource source, PatternMatches patterns, Groups groups,
                Snapshots snapshots, Resets resets, CatchUpPass catchUp, HeadStep headStep, CounterFile counters) {
        this.epoch = epoch;
        this.symbolLimit = symbolLimit;
        this.source = source;
        this.patterns = patterns;
        this.groups = groups;
        this.snapshots = snapshots;
        this.resets = resets;
        this.catchUp = catchUp;
        this.headStep = headStep;
        this.counters = counters;
    }

    void add(Subscriber subscriber, SubscriberRequest request) {
        if (subscriber.requests().size() >= WAITING_LIMIT) {
            subscriber.sink().onError(request.id(), "BUSY",
                WAITING_LIMIT + " requests wait already; wait for their answers");
            return;
        }
        subscriber.requests().add(request);
        if (subscriber.requests().size() == 1) {
            waiting.add(subscriber);
        }
    }

    /**
     * Serve what can be served, in turn, but not all at once if many ask.
     *
     * @param cursor position of the live pass
     * @param head   position up to which ticks may be sent
     * @param nowNs  time of this duty cycle, ns since 1970
     * @return work done
     */
    int run(long cursor, long head, long nowNs) {
        int served = 0;
        patterns.beginPass();
        for (int left = waiting.size(); left > 0 && served < SERVED_LIMIT; left--) {
            next = next < waiting.size() ? next : 0;
            final Subscriber subscriber = waiting.get(next);
            while (!subscriber.isGone() && !subscriber.requests().isEmpty()
                && serve(subscriber, subscriber.requests().peek(), cursor, head, nowNs)) {
                subscriber.requests().remove();
                served++;
            }
            if (subscriber.isGone() || subscriber.requests().isEmpty()) {
                subscriber.requests().clear();
                // In order, so that who came first is not passed over for those that keep coming.
                waiting.remove(next);
            } else {
                next++;
            }
        }
        return served + (patterns.isUnfinished() ? 1 : 0);
    }

    private boolean serve(Subscriber subscriber, SubscriberRequest request, long cursor, long head, long nowNs) {
        if (subscriber.isAway()) {
            if (request instanceof Resuming) {
                subscriber.recall();
            }
            return false;
        }
        // Whoever does not read its answers is answered no more.
        if (!subscriber.sink().isReady() || !patterns.prepare(subscriber, patternsOf(subscriber, request))) {
            return false;
        }
        if (request instanceof Resuming resume) {
            if (isBeforeHead(subscriber, cursor, head)) {
                return false;
            }
            resume(subscriber, resume, cursor, head, nowNs);
            return true;
        }
        if (!headStep.bringToHead(subscriber, cursor, nowNs)) {
            return false;
        }
        if (request instanceof Subscribe subscribe) {
            subscribe(subscriber, subscribe, cursor, nowNs);
        } else if (request instanceof Unsubscribe unsubscribe) {
            unsubscribe(subscriber, unsubscribe, cursor, nowNs);
        } else if (request instanceof ChangeMode change) {
            changeMode(subscriber, change, cursor, nowNs);
        }
        return true;
    }

    /**
     * Whether to wait for the live pass: what it has yet to take would come as live ticks, though it was there before
     * the answer. If it never reaches the head, then until it is where the head was at first.
     */
    private static boolean isBeforeHead(Subscriber subscriber, long cursor, long head) {
        if (cursor < head && subscriber.headOfResume() < 0) {
            subscriber.headOfResume(head);
        }
        if (cursor < head && cursor < subscriber.headOfResume()) {
            return true;
        }
        subscriber.headOfResume(-1);
        return false;
    }

    /** All that may have to be looked up for a request. */
    private static List<List<SymbolPattern>> patternsOf(Subscriber subscriber, SubscriberRequest request) {
        if (request instanceof Resuming resume) {
            return List.of(resume.symbols(), resume.rights().symbols());
        }
        final List<List<SymbolPattern>> lists = new ArrayList<>();
        if (subscriber.group() != null) {
            lists.add(subscriber.group().subscription().patterns());
            lists.add(subscriber.group().subscription().rights().symbols());
        }
        if (request instanceof Subscribe subscribe) {
            lists.add(subscribe.symbols());
            lists.add(subscribe.rights().symbols());
        }
        return lists;
    }

    private void subscribe(Subscriber subscriber, Subscribe request, long cursor, long nowNs) {
        final Group before = subscriber.group();
        final Entitled entitled = Entitled.of(request.symbols(), request.rights());
        final Subscription part = Subscription.of(request.mode(), request.maxRate(), entitled.patterns(),
            request.rights());
        final Subscription whole = before == null ? part : before.subscription().plus(part);
        if (whole.patterns().size() > symbolLimit) {
            subscriber.sink().onError(request.id(), "TOO_MANY_SYMBOLS", "a connection has at most " + symbolLimit
                + " symbols, this would make " + whole.patterns().size()
                + ": gateway.symbolLimit; use wildcards or more connections");
            return;
        }
        groups.join(subscriber, whole, cursor, nowNs);
        final Snapshot snapshot = snapshots.take(subscriber.group(), before);
        subscriber.sink().onSubscribed(request.id(), epoch, cursor, Snapshot.ticksOf(snapshot),
            snapshots.matches(subscriber.group(), before, part, entitled));
        subscriber.snapshot(snapshot);
        catchUp.add(subscriber);
    }

    private void unsubscribe(Subscriber subscriber, Unsubscribe request, long cursor, long nowNs) {
        if (subscriber.group() == null) {
            subscriber.sink().onError(request.id(), "NOT_SUBSCRIBED", "there is no subscription; subscribe first");
            return;
        }
        final Subscription old = subscriber.group().subscription();
        final List<SymbolPattern> removed = request.symbols().isEmpty() ? old.patterns() : request.symbols();
        final HashSet<String> known = new HashSet<>(old.texts());
        for (final SymbolPattern pattern : removed) {
            if (!known.contains(pattern.text())) {
                subscriber.sink().onError(request.id(), "NOT_SUBSCRIBED", "'" + pattern.text()
                    + "' is not subscribed; spell it as it was subscribed");
                return;
            }
        }
        final Subscription rest = old.minus(removed);
        groups.join(subscriber, rest, cursor, nowNs);
        subscriber.sink().onUnsubscribed(request.id(), cursor, rest.texts());
    }

    private void changeMode(Subscriber subscriber, ChangeMode request, long cursor, long nowNs) {
        if (subscriber.group() == null) {
            subscriber.sink().onError(request.id(), "NOT_SUBSCRIBED", "there is no subscription; subscribe first");
            return;
        }
        final Subscription before = subscriber.group().subscription();
        final Subscription changed = Subscription.of(request.mode(), request.maxRate(), before.patterns(),
            before.rights());
        groups.join(subscriber, changed, cursor, nowNs);
        subscriber.sink().onModeChanged(request.id(), cursor, changed.mode(), changed.maxRate());
    }

    private void resume(Subscriber subscriber, Resuming request, long cursor, long servedHead, long nowNs) {
        final Entitled entitled = Entitled.of(request.symbols(), request.rights());
        final Subscription subscription = Subscription.of(request.mode(), request.maxRate(), entitled.patterns(),
            request.rights());
        final long head = Math.max(cursor, servedHead);
        final long position = position(request, head);
        if (request.mode().needsHistory()) {
            // Before it is looked whether it is there; until it is first read nothing else keeps it.
            source.keep(position + 1);
        }
        final ResetReason reason = snapshots.isNothingEntitled(subscription, entitled) ? ResetReason.NOT_ENTITLED
            : whyNot(request, position, head);
        subscriber.snapshot(null);
        if (reason != null) {
            resets.reset(subscriber, subscription, entitled.refused(), request.id(), reason, cursor, nowNs);
        } else {
            groups.join(subscriber, subscription, cursor, nowNs);
            subscriber.position(position);
            subscriber.replayThrough(head);
            subscriber.slow().restart();
            subscriber.group().hasLaggards(true);
            subscriber.sink().onResumed(request.id(), epoch, position, head,
                snapshots.matches(subscriber.group(), entitled));
            counters.counter(CounterId.FANOUT_RESUMES).increment();
        }
        catchUp.add(subscriber);
    }

    private long position(Resuming request, long head) {
        return request instanceof ResumeSince since ? Math.min(head, source.positionAt(since.timeNs()))
            : ((Resume) request).position();
    }

    private ResetReason whyNot(Resuming request, long position, long head) {
        if (request instanceof Resume resume && resume.epoch() != epoch) {
            return ResetReason.EPOCH_CHANGED;
        }
        if (position > head) {
            return ResetReason.TOO_LARGE;
        }
        final boolean needsHistory = request.mode().needsHistory() && position < head;
        return position == TickHistory.UNKNOWN || needsHistory && position + 1 < source.oldest()
            ? ResetReason.TOO_OLD : null;
    }
}
