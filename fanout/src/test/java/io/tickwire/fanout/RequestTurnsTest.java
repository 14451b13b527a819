package io.tickwire.fanout;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.fanout.RecordingSink.Subscribed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Requests of many clients: each has its turn, and none holds up the thread. */
@Timeout(60)
final class RequestTurnsTest {
    private static final int INSTRUMENTS = 500;
    private static final Rights SOME = new Rights(FanoutRig.patterns("S1*"));

    @TempDir
    private Path directory;
    private FanoutRig rig;

    @BeforeEach
    void open() {
        rig = new FanoutRig(directory, 1_024, FanoutRig.CONFIG);
        for (int i = 0; i < INSTRUMENTS; i++) {
            rig.define("S" + i + "@x");
        }
        rig.step();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private RecordingSink ask(List<SymbolPattern> patterns, Rights rights) {
        final RecordingSink sink = rig.join();
        rig.request(sink, new SubscriberRequest.Subscribe("1", patterns, DeliveryMode.ALL, 0, rights));
        return sink;
    }

    /** A hundred patterns, a look at 50,000 names. */
    private static List<SymbolPattern> large(String part) {
        return IntStream.range(0, 100).mapToObj(i -> SymbolPattern.parse("S*" + part + i + "@x")).toList();
    }

    private static boolean isAnswered(RecordingSink sink) {
        return sink.log.stream().anyMatch(Subscribed.class::isInstance);
    }

    @Test
    void shouldServeWhoAskedFirstHoweverManyAskBehindIt() {
        final List<RecordingSink> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(ask(FanoutRig.patterns("S1@x"), Rights.ALL));
        }
        rig.stepOnce();
        for (int i = 0; i < 5; i++) {
            for (int k = 0; k < 8; k++) {
                ask(FanoutRig.patterns("S1@x"), Rights.ALL);
            }
            rig.stepOnce();
        }
        assertTrue(all.stream().allMatch(RequestTurnsTest::isAnswered));
    }

    @Test
    void shouldLookUpALargeRequestALittleAtATimeWhileSmallOnesAreServed() {
        final RecordingSink large = ask(large("1"), SOME);
        final RecordingSink other = ask(large("2"), Rights.ALL);
        final RecordingSink small = ask(FanoutRig.patterns("S49*"), Rights.ALL);
        rig.stepOnce();
        assertTrue(isAnswered(small));
        assertFalse(isAnswered(large) || isAnswered(other));
        rig.define("S1010@x");
        rig.step();
        assertAnswered(large, large("1"), SOME);
        assertAnswered(other, large("2"), Rights.ALL);
    }

    /** What each name by itself says. */
    private void assertAnswered(RecordingSink sink, List<SymbolPattern> patterns, Rights rights) {
        final Subscribed answer = sink.last(Subscribed.class);
        final List<String> matching = rig.names.stream()
            .filter(name -> patterns.stream().anyMatch(pattern -> pattern.matches(name))).toList();
        assertTrue(matching.contains("S1010@x") || rights == Rights.ALL, "defined while it was looked up");
        assertEquals(matching.stream().filter(rights::allows).toList(),
            answer.instruments().stream().map(Instrument::name).toList());
        final Set<String> beyond = patterns.stream().filter(pattern -> matching.stream()
            .anyMatch(name -> pattern.matches(name) && !rights.allows(name))).map(SymbolPattern::text)
            .collect(Collectors.toSet());
        assertEquals(beyond, Set.copyOf(answer.matches().narrowed()));
        assertEquals(beyond.size(), answer.matches().narrowed().size());
    }

    @Test
    void shouldForgetTheLargeRequestOfAClientThatTakesNoAnswer() {
        final RecordingSink stuck = ask(large("1"), Rights.ALL);
        rig.stepOnce();
        stuck.isReady = false;
        final RecordingSink other = ask(large("2"), Rights.ALL);
        for (int i = 0; i < 1_010; i++) {
            assertFalse(isAnswered(stuck));
            rig.stepOnce();
        }
        assertAnswered(other, large("2"), Rights.ALL);
        stuck.isReady = true;
        rig.step();
        assertAnswered(stuck, large("1"), Rights.ALL);
    }
}
