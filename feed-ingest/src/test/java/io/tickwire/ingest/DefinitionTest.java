package io.tickwire.ingest;

import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import io.tickwire.core.instrument.InstrumentTable;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickKind;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import static io.tickwire.core.counters.CounterId.*;
import static io.tickwire.ingest.FeedMessages.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

@Timeout(30)
class DefinitionTest {
    @TempDir
    Path directory;
    private RingRig rig;
    private FeedMessageHandler handler;

    @BeforeEach
    void open() {
        rig = new RingRig(directory, 64);
        handler = rig.handler();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void take(UnsafeBuffer message) {
        assertEquals(Action.CONTINUE, handler.onMessage(message, 0, message.capacity(), RingRig.WHOLE));
    }

    private List<Integer> drainedIds() {
        return rig.drain().stream().map(SeenTick::instrumentId).toList();
    }

    @Test
    void shouldGiveDenseIdsByNameAndExponents() {
        take(definition(0, 50, "A@X", -2));
        take(definition(0, 60, "B@X", -2));
        take(definition(0, 70, "A@X", -3));
        assertEquals(List.of(1, 2, 3), drainedIds());
        assertEquals(3, rig.count(INGEST_INSTRUMENTS));
    }

    @Test
    void shouldPassOverARepeatWithoutANumber() {
        take(definition(1, 50, "A@X", -2));
        take(definition(2, 50, "A@X", -2));
        take(definition(0, 50, "A@X", -2));
        take(quote(SOURCE, SESSION, 3, 50));
        assertEquals(List.of(TickKind.DEFINITION, TickKind.QUOTE), rig.drain().stream().map(SeenTick::kind).toList());
        assertEquals(Map.of(INGEST_TICKS, 2L), rig.counts());
        assertEquals(4, rig.count(INGEST_MESSAGES));
    }

    @Test
    void shouldPutANewMappingOfAKnownInstrumentIntoTheStream() {
        take(definition(0, 50, "A@X", -2));
        take(definition(0, 51, "A@X", -2));
        take(definition(SOURCE + 1, SESSION, 0, 50, "A@X", -2));
        final List<SeenTick> ticks = rig.drain();
        assertEquals(List.of(1, 1, 1), ticks.stream().map(SeenTick::instrumentId).toList());
        assertEquals(List.of(50L, 51L, 50L), ticks.stream().map(SeenTick::firstSize).toList());
        assertEquals(1, rig.count(INGEST_INSTRUMENTS));
        take(quote(SOURCE + 1, SESSION, 1, 50));
        assertEquals(List.of(1), drainedIds());
    }

    @Test
    void shouldFollowASourceThatGivesItsIdToAnotherInstrument() {
        take(definition(0, 50, "A@X", -2));
        take(quote(SOURCE, SESSION, 1, 50));
        take(definition(0, 50, "B@X", -2));
        take(quote(SOURCE, SESSION, 2, 50));
        take(definition(0, 50, "A@X", -2));
        take(quote(SOURCE, SESSION, 3, 50));
        assertEquals(List.of(1, 1, 2, 2, 1, 1), drainedIds());
        assertEquals(2, rig.count(INGEST_INSTRUMENTS));
    }

    @Test
    void shouldUnderstandARunningSourceAfterARestartFromTheStreamAlone() {
        final InstrumentTable restored = new InstrumentTable();
        take(definition(0, 50, "A@X", -2));
        take(definition(0, 60, "B@X", -2));
        take(definition(SOURCE + 1, SESSION, 0, 9, "B@X", -2));
        for (Tick tick = rig.readOne(); tick != null; tick = rig.readOne()) {
            restored.onDefinition(tick);
        }
        final FeedMessageHandler second = new FeedMessageHandler(rig.ring, restored, rig.counters);
        final UnsafeBuffer quote = quote(SOURCE + 1, SESSION, 777, 9);
        second.onMessage(quote, 0, quote.capacity(), RingRig.WHOLE);
        final UnsafeBuffer repeat = definition(0, 60, "B@X", -2);
        second.onMessage(repeat, 0, repeat.capacity(), RingRig.WHOLE);
        final UnsafeBuffer third = definition(0, 61, "C@X", -2);
        second.onMessage(third, 0, third.capacity(), RingRig.WHOLE);
        assertEquals(List.of(2, 3), drainedIds());
    }

    @Test
    void shouldRefuseMalformedNamesAndExponents() {
        long refused = 0;
        for (final String name : List.of("", "A", "AB", "@", "A@", "@A", "A@B@C", "A,B@C", "A@B\n", "A\"@B")) {
            take(definition(0, 50, name, -2));
            assertEquals(++refused, rig.count(INGEST_REFUSED_INSTRUMENT), () -> "name '" + name + "'");
        }
        final UnsafeBuffer bytesAfterTheEnd = definition(0, 50, "A@X", -2);
        fieldsOfDefinition(bytesAfterTheEnd).name(10, (byte) 'Z');
        take(bytesAfterTheEnd);
        final UnsafeBuffer notAscii = definition(0, 50, "A@X", -2);
        fieldsOfDefinition(notAscii).putName("\u00c4@X".concat("\0".repeat(29)).getBytes(StandardCharsets.ISO_8859_1),
            0);
        take(notAscii);
        take(definition(0, 50, "A@X", 19));
        take(definition(0, 50, "A@X", -19));
        final UnsafeBuffer sizeExponent = definition(0, 50, "A@X", 0);
        fieldsOfDefinition(sizeExponent).sizeExponent((byte) 127);
        take(sizeExponent);
        assertEquals(Map.of(INGEST_REFUSED_INSTRUMENT, refused + 5), rig.counts());
        assertEquals(List.of(), rig.drain());
        assertEquals(0, rig.count(INGEST_INSTRUMENTS));
    }

    @Test
    void shouldNotTakeALongerNameForARepeat() {
        take(definition(0, 50, "A@X", -2));
        take(definition(0, 50, "A@XY", -2));
        take(definition(0, 50, "A@X", -2));
        assertEquals(List.of(1, 2, 1), drainedIds());
        take(definition(0, 51, "SYMBOL78901234567890123456@VENUE", -2));
        take(definition(0, 51, "SYMBOL78901234567890123456@VENUE", -2));
        assertEquals(List.of("SYMBOL78901234567890123456@VENUE"), rig.drain().stream().map(SeenTick::name).toList());
    }

    @Test
    void shouldGivePublishersTheSameIdsInAnyOrder() {
        final FeedDefinitions first = new FeedDefinitions();
        final FeedDefinitions second = new FeedDefinitions();
        final int a = first.define("A@X", -2, 0);
        final int b = first.define("B@X", -2, 0);
        assertEquals(b, second.define("B@X", -2, 0));
        assertEquals(a, second.define("A@X", -2, 0));
        assertEquals(a, first.define("A@X", -2, 0));
        assertEquals(2, first.size());
        assertNotEquals(a, first.define("A@X", -3, 0));
        assertNotEquals(a, first.define("A@X", -2, 1));
        assertEquals(4, first.size());
    }

    @Test
    void shouldGiveInstrumentsWithTheSameHashDifferentIds() {
        final String[] pair = collidingNames();
        final FeedDefinitions definitions = new FeedDefinitions();
        final int first = definitions.define(pair[0], 0, 0);
        assertEquals(first + 1, definitions.define(pair[1], 0, 0));
        assertEquals(first, definitions.define(pair[0], 0, 0));
        assertEquals(first + 1, definitions.define(pair[1], 0, 0));
    }

    private static String[] collidingNames() {
        final Map<Integer, String> seen = new HashMap<>();
        for (int i = 0; i < 2_000_000; i++) {
            final String name = "S" + Integer.toString(i * 7_919, 36).toUpperCase(Locale.ROOT) + "@V";
            final String other = seen.put(FeedDefinitions.hash(name, 0, 0), name);
            if (other != null) {
                return new String[] {other, name};
            }
        }
        throw new AssertionError("no two names with the same hash were found");
    }

    @Test
    void shouldRefuseToPublishMalformedDefinitions() {
        final FeedDefinitions definitions = new FeedDefinitions();
        assertThrows(IllegalArgumentException.class, () -> definitions.define(null, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> definitions.define("no venue", 0, 0));
        assertThrows(IllegalArgumentException.class, () -> definitions.define("A@X", 19, 0));
        assertEquals(0, definitions.size());
    }
}
