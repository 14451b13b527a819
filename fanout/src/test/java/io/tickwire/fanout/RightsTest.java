package io.tickwire.fanout;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.fanout.RecordingSink.Announced;
import io.tickwire.fanout.RecordingSink.Failed;
import io.tickwire.fanout.RecordingSink.Reset;
import io.tickwire.fanout.RecordingSink.Resumed;
import io.tickwire.fanout.RecordingSink.Subscribed;
import io.tickwire.fanout.SubscriberRequest.ChangeMode;
import io.tickwire.fanout.SubscriberRequest.Resume;
import io.tickwire.fanout.SubscriberRequest.ResumeSince;
import io.tickwire.fanout.SubscriberRequest.Subscribe;
import io.tickwire.fanout.SubscriberRequest.Unsubscribe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a connection may not have it never gets. */
@Timeout(30)
final class RightsTest {
    private static final Rights ONLY_A = new Rights(FanoutRig.patterns("A*@x"));

    @TempDir
    private Path directory;
    private FanoutRig rig;

    @BeforeEach
    void open() {
        rig = new FanoutRig(directory, 1_024, FanoutRig.CONFIG);
        rig.define("A1@x");
        rig.define("A2@x");
        rig.define("B1@x");
        tick();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** A quote and a trade of every instrument. */
    private void tick() {
        for (int id = 1; id <= rig.names.size(); id++) {
            rig.quote(id, id, 1);
            rig.trade(id, id, 1);
        }
        rig.nowNs += 100_000_000L;
        rig.step();
    }

    private RecordingSink ask(Rights rights, DeliveryMode mode, String... symbols) {
        final RecordingSink sink = rig.join();
        rig.request(sink, new Subscribe("s", FanoutRig.patterns(symbols), mode, 0, rights));
        rig.step();
        return sink;
    }

    private RecordingSink resume(Rights rights, DeliveryMode mode, String... symbols) {
        final RecordingSink sink = rig.join();
        rig.request(sink, new Resume("r", FanoutRig.EPOCH, 0, FanoutRig.patterns(symbols), mode, 0, rights));
        rig.step();
        return sink;
    }

    private static List<String> names(List<Instrument> instruments) {
        return instruments.stream().map(Instrument::name).toList();
    }

    private static List<Integer> seen(RecordingSink sink) {
        return sink.frames().stream().flatMap(frame -> frame.entries().stream()).map(Frame.Entry::instrumentId)
            .distinct().sorted().toList();
    }

    @Test
    void shouldAllowWhatOneOfThePatternsMatches() {
        final Rights rights = new Rights(FanoutRig.patterns("A*@x", "B1"));
        for (final String name : List.of("A1@x", "A@x", "B1@x", "B1@y")) {
            assertTrue(rights.allows(name), name);
            assertTrue(Rights.ALL.allows(name), name);
            assertFalse(new Rights(List.of()).allows(name), name);
        }
        assertFalse(rights.allows("A1@y"));
        assertFalse(rights.allows("B2@x"));
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void shouldNarrowAPatternToWhatIsAllowedAlsoLater(DeliveryMode mode) {
        final RecordingSink sink = ask(ONLY_A, mode, "*");
        final Matches matches = sink.last(Subscribed.class).matches();
        assertEquals(List.of("A1@x", "A2@x"), names(matches.instruments()));
        assertEquals(List.of(), matches.refused());
        assertEquals(List.of("*"), matches.notEntitled());
        assertEquals(4, sink.last(Subscribed.class).snapshotTicks());
        rig.define("A3@x");
        rig.define("A3@y");
        tick();
        assertEquals(List.of("A3@x"), names(sink.last(Announced.class).instruments()));
        assertEquals(List.of(1, 2, 4), seen(sink));
        for (final DeliveryMode next : DeliveryMode.values()) {
            rig.request(sink, new ChangeMode("m", next, 0));
            tick();
            tick();
            assertEquals(List.of(1, 2, 4), seen(sink), "the rights stay in mode " + next);
        }
    }

    @Test
    void shouldNotTellWhetherWhatItRefusesExists() {
        final RecordingSink sink = ask(ONLY_A, DeliveryMode.ALL, "B1@x", "A1@x", "B9@x", "A9@x", "C*", "B1@x");
        final Matches matches = sink.last(Subscribed.class).matches();
        assertEquals(List.of("A1@x"), names(matches.instruments()));
        assertEquals(List.of("A9@x"), matches.unknown());
        assertEquals(List.of("B1@x", "B9@x"), matches.refused());
        assertEquals(List.of("B1@x", "B9@x"), matches.notEntitled());
        rig.define("B9@x");
        rig.define("A9@x");
        tick();
        assertEquals(List.of(1, 5), seen(sink));
        rig.request(sink, new Unsubscribe("u", FanoutRig.patterns("B1@x")));
        rig.step();
        assertEquals(new Failed("u", "NOT_SUBSCRIBED"), sink.last(Failed.class), "it is not subscribed");
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void shouldResumeWithNothingThatIsNotAllowed(DeliveryMode mode) {
        final RecordingSink sink = resume(ONLY_A, mode, "*", "B1@x");
        assertEquals(List.of("B1@x", "*"), sink.last(Resumed.class).matches().notEntitled());
        assertEquals(List.of(1, 2), seen(sink));
        final RecordingSink since = rig.join();
        rig.request(since, new ResumeSince("r", 0, FanoutRig.patterns("*"), mode, 0, ONLY_A));
        rig.step();
        rig.nowNs += 100_000_000L;
        rig.step();
        assertEquals(List.of(1, 2), seen(since));
    }

    @Test
    void shouldResetAResumeOfNothingThatIsAllowed() {
        for (final String[] symbols : new String[][]{{"B1@x"}, {"C9@x"}, {"B*"}, {"B*", "C9@x", "Z*"}}) {
            final RecordingSink sink = resume(ONLY_A, DeliveryMode.ALL, symbols);
            assertEquals(ResetReason.NOT_ENTITLED, sink.last(Reset.class).reason(), String.join(" ", symbols));
            assertEquals(0, sink.last(Reset.class).snapshotTicks());
            assertEquals(List.of(), names(sink.last(Reset.class).instruments()));
        }
        for (final String[] symbols : new String[][]{{"Z*"}, {"B1@x", "A9@x"}, {"B*", "A*"}}) {
            final RecordingSink sink = resume(ONLY_A, DeliveryMode.ALL, symbols);
            assertEquals(0, sink.last(Resumed.class).from(), String.join(" ", symbols));
        }
    }

    @Test
    void shouldKeepEqualSubscriptionsWithOtherRightsApart() {
        final RecordingSink all = ask(Rights.ALL, DeliveryMode.ALL, "*");
        final RecordingSink onlyA = ask(ONLY_A, DeliveryMode.ALL, "*");
        tick();
        assertEquals(List.of(1, 2, 3), seen(all));
        assertEquals(List.of(1, 2), seen(onlyA));
        assertEquals(List.of(), all.last(Subscribed.class).matches().notEntitled());
    }

    @Test
    void shouldTakeTheRightsOfTheLatestSubscribe() {
        final RecordingSink sink = ask(ONLY_A, DeliveryMode.ALL, "*");
        rig.request(sink, new Subscribe("2", FanoutRig.patterns("A1@x"), DeliveryMode.ALL, 0, Rights.ALL));
        rig.step();
        assertEquals(List.of("A1@x", "B1@x"), names(sink.last(Subscribed.class).instruments()),
            "also what other rights bring");
        assertEquals(2, sink.last(Subscribed.class).snapshotTicks());
        tick();
        assertEquals(List.of(1, 2, 3), seen(sink));
        rig.request(sink, new Subscribe("3", FanoutRig.patterns("A1@x"), DeliveryMode.ALL, 0, ONLY_A));
        rig.step();
        final int before = sink.frames().size();
        tick();
        final List<Frame> after = sink.frames().subList(before, sink.frames().size());
        assertTrue(after.stream().flatMap(frame -> frame.entries().stream()).noneMatch(
            entry -> entry.instrumentId() == 3), after::toString);
    }
}
