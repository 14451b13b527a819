package io.tickwire.fanout;

import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.fanout.Frame.Entry;
import io.tickwire.fanout.RecordingSink.Failed;
import io.tickwire.fanout.RecordingSink.ModeChanged;
import io.tickwire.fanout.RecordingSink.Reset;
import io.tickwire.fanout.RecordingSink.Resumed;
import io.tickwire.fanout.RecordingSink.Subscribed;
import io.tickwire.fanout.RecordingSink.Unsubscribed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One subscriber's view, as a client would keep it. */
final class SubscriberView {
    private final FanoutRig rig;
    private final List<SubscriberRequest> asked;
    private final Set<String> patterns = new HashSet<>();
    private final Map<Integer, Entry> lastQuotes = new HashMap<>();
    private final Set<Integer> announced = new HashSet<>();
    private DeliveryMode mode;
    private Rights rights = new Rights(List.of());
    private boolean isSlow;
    private int answers;
    private long position = -1;

    SubscriberView(FanoutRig rig, List<SubscriberRequest> asked) {
        this.rig = rig;
        this.asked = asked;
    }

    /** The last position, or -1 before there is one. */
    long position() {
        return position;
    }

    void on(Object item) {
        if (item instanceof Subscribed answer) {
            assertTrue(position < 0 || position == answer.position(), "subscribed at " + answer.position());
            position = answer.position();
            answer.instruments().forEach(instrument -> announced.add(instrument.id()));
        } else if (item instanceof Resumed answer) {
            position = answer.from();
            answer.instruments().forEach(instrument -> announced.add(instrument.id()));
        } else if (item instanceof Reset answer) {
            position = answer.position();
            lastQuotes.clear();
            answer.instruments().forEach(instrument -> announced.add(instrument.id()));
        } else if (item instanceof RecordingSink.Announced news) {
            news.instruments().forEach(instrument -> assertTrue(announced.add(instrument.id()), "twice"));
        } else if (item instanceof Unsubscribed answer) {
            assertEquals(position, answer.position());
        } else if (item instanceof ModeChanged answer) {
            assertEquals(position, answer.position());
        } else if (item instanceof Frame frame) {
            onFrame(frame);
        } else if (item instanceof RecordingSink.Slow slow) {
            assertEquals(position, slow.position());
            isSlow = true;
        } else if (item instanceof RecordingSink.CaughtUp caughtUp) {
            assertEquals(position, caughtUp.position());
            assertTrue(isSlow, "it was slow");
            isSlow = false;
        }
        if (!(item instanceof Frame || item instanceof RecordingSink.Announced || item instanceof RecordingSink.Slow
            || item instanceof RecordingSink.CaughtUp)) {
            assertFalse(item instanceof Failed failed && !"NOT_SUBSCRIBED".equals(failed.code()), "" + item);
            final SubscriberRequest request = asked.get(answers++);
            if (!(item instanceof Failed)) {
                onAnswer(request);
            }
        }
    }

    /** A request takes effect with its answer. */
    private void onAnswer(SubscriberRequest request) {
        if (request instanceof SubscriberRequest.Subscribe subscribe) {
            mode = subscribe.mode();
            want(subscribe.symbols(), subscribe.rights());
        } else if (request instanceof SubscriberRequest.Unsubscribe unsubscribe) {
            unsubscribe.symbols().forEach(pattern -> patterns.remove(pattern.text()));
        } else if (request instanceof SubscriberRequest.ChangeMode change) {
            mode = change.mode();
        } else if (request instanceof SubscriberRequest.Resume resume) {
            mode = resume.mode();
            patterns.clear();
            want(resume.symbols(), resume.rights());
        }
    }

    private void want(List<SymbolPattern> symbols, Rights newRights) {
        rights = newRights;
        symbols.stream().filter(pattern -> !pattern.isExact() || rights.allows(pattern.text()))
            .forEach(pattern -> patterns.add(pattern.text()));
    }

    private void onFrame(Frame frame) {
        assertEquals(position, frame.from(), "coverage");
        assertTrue(frame.lengthBytes() <= 1_024, "length " + frame.lengthBytes());
        frame.entries().forEach(entry -> assertTrue(entry.kind() == 'S' || announced.contains(entry.instrumentId())
            && wants(entry.instrumentId()), () -> "announced and wanted " + entry));
        if (frame.flag() == FrameFlag.SNAPSHOT) {
            assertEquals(frame.from(), frame.through());
            frame.entries().forEach(entry -> assertEquals(lastBefore(entry, frame.through()), entry));
        } else if (mode == DeliveryMode.TRADE_SAFE) {
            assertTrue(frame.flag() == FrameFlag.CONFLATED || frame.flag() == FrameFlag.CONFLATED_REPLAY, "flag");
            assertTradeSafe(frame);
        } else if (mode == DeliveryMode.CONFLATED) {
            assertEquals(FrameFlag.CONFLATED, frame.flag());
            frame.entries().forEach(entry -> assertConflated(entry, frame));
        } else {
            assertEquals(expected(frame.from(), frame.through()), frame.entries());
        }
        frame.entries().stream().filter(entry -> entry.kind() == 'Q')
            .forEach(entry -> lastQuotes.put(entry.instrumentId(), entry));
        position = frame.through();
    }

    private void assertConflated(Entry entry, Frame frame) {
        assertTrue(entry.kind() == 'S' || entry.kind() == 'Q' && wants(entry.instrumentId()), "kind " + entry);
        for (long s = frame.from() + 1; s <= rig.journal.size(); s++) {
            if (entry.equals(Entry.of(rig.tick(s)))) {
                return;
            }
        }
        throw new AssertionError(entry + " is not newer than " + frame.from());
    }

    /** In the order of sequence: every trade and status, and each quote unless a later one has replaced it. */
    private void assertTradeSafe(Frame frame) {
        int next = 0;
        for (long s = frame.from() + 1; s <= frame.through(); s++) {
            final Entry entry = Entry.of(rig.tick(s));
            if (entry != null && (entry.kind() == 'S' || wants(entry.instrumentId()))) {
                final boolean isNext = next < frame.entries().size() && entry.equals(frame.entries().get(next));
                final long at = s;
                assertTrue(isNext || entry.kind() == 'Q' && !entry.equals(lastBefore(entry, rig.journal.size())),
                    () -> "left out: " + entry + " at " + at + " in " + frame);
                next += isNext ? 1 : 0;
            }
        }
        assertEquals(frame.entries().size(), next, () -> "not of its range: " + frame);
    }

    private List<Entry> expected(long from, long through) {
        final List<Entry> entries = new ArrayList<>();
        for (long s = from + 1; s <= through; s++) {
            final Entry entry = Entry.of(rig.tick(s));
            if (entry != null && (entry.kind() == 'S' || wants(entry.instrumentId()))) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private Entry lastBefore(Entry like, long through) {
        for (long s = through; s > 0; s--) {
            final Entry entry = Entry.of(rig.tick(s));
            if (entry != null && entry.kind() == like.kind() && entry.instrumentId() == like.instrumentId()) {
                return entry;
            }
        }
        return null;
    }

    private boolean wants(int instrumentId) {
        final String name = rig.names.get(instrumentId - 1);
        return rights.allows(name)
            && patterns.stream().map(SymbolPattern::parse).anyMatch(pattern -> pattern.matches(name));
    }

    /** At rest each wanted instrument's last quote is known, however it came. */
    void assertUpToDate() {
        assertFalse(isSlow, "it is in step");
        for (final Map.Entry<Integer, Entry> known : lastQuotes.entrySet()) {
            if (wants(known.getKey())) {
                assertEquals(lastBefore(known.getValue(), rig.journal.size()), known.getValue());
            }
        }
    }
}
