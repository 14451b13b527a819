package io.tickwire.journal;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.*;

/** Writer and reader are stepped by hand, in turn. */
@Timeout(120)
final class JournalTailTest {
    private static final long CYCLE_NS = 300_000_000_000L;

    @TempDir
    private Path directory;
    private final List<Long> seen = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    private JournalFixture open() throws Exception {
        return new JournalFixture(directory, 256, 50);
    }

    private JournalTail tail(long from) {
        return new JournalInspector(directory).tail(from);
    }

    private void define(Tick tick) {
        if (tick.kind() == TickKind.DEFINITION.code()) {
            names.add(tick.name());
        }
    }

    private void onTick(Tick tick) {
        assertTrue(JournalFixture.isRight(tick, tick.sequence()), () -> "tick " + tick.sequence());
        seen.add(tick.sequence());
    }

    /** Polls as often as it may take to find another file. */
    private void pollAll(JournalTail tail) {
        for (int i = 0; i <= JournalTail.LIST_INTERVAL; i++) {
            tail.poll(this::define, this::onTick);
        }
    }

    private void assertSeen(long from, long to) {
        assertEquals(LongStream.rangeClosed(from, to).boxed().toList(), seen);
    }

    private Path file(int index) {
        return CycleFile.list(directory)[index];
    }

    @Test
    void shouldReadWhatIsAppendedAcrossFiles() throws Exception {
        try (JournalFixture fixture = open(); JournalTail tail = tail(1)) {
            assertEquals(0, tail.poll(this::define, this::onTick), "nothing was written yet");
            for (int i = 1; i <= 5; i++) {
                fixture.append(120);
                pollAll(tail);
                assertSeen(1, 240L * i - 120);
                fixture.append(120);
                assertEquals(120, tail.poll(this::define, this::onTick), "in a file that is known, at once");
                fixture.timeNs += CYCLE_NS;
            }
            assertSeen(1, 1200);
            assertEquals(1201, tail.nextSequence());
            assertEquals(5, CycleFile.list(directory).length);
        }
    }

    @Test
    void shouldBeginBehindWhatIsThereAndKnowItsInstruments() throws Exception {
        try (JournalFixture fixture = open()) {
            fixture.append(100);
            fixture.timeNs += CYCLE_NS;
            fixture.append(100);
            try (JournalTail tail = tail(0)) {
                assertEquals(0, tail.poll(this::define, this::onTick));
                assertEquals(201, tail.nextSequence());
                assertEquals(List.of("SYM1@test", "SYM2@test", "SYM3@test", "SYM4@test", "SYM5@test"), names);
                fixture.append(10);
                pollAll(tail);
                assertSeen(201, 210);
            }
        }
    }

    @Test
    void shouldBeginAtATickInTheMiddle() throws Exception {
        try (JournalFixture fixture = open()) {
            fixture.append(100);
            fixture.timeNs += CYCLE_NS;
            fixture.append(100);
            try (JournalTail tail = tail(120)) {
                pollAll(tail);
                assertSeen(120, 200);
                assertEquals(5, names.size());
            }
        }
    }

    @Test
    void shouldGoOnWhereThereAreStillFiles() throws Exception {
        try (JournalFixture fixture = open()) {
            fixture.append(100);
            try (JournalTail unread = tail(1); JournalTail tail = tail(1)) {
                pollAll(tail);
                fixture.append(50);
                for (int i = 0; i < 3; i++) {
                    fixture.timeNs += CYCLE_NS;
                    fixture.append(100);
                }
                for (int i = 0; i < 2; i++) {
                    Files.delete(file(0));
                }
                pollAll(tail);
                final List<Long> expected = LongStream.concat(LongStream.rangeClosed(1, 150),
                    LongStream.rangeClosed(251, 450)).boxed().toList();
                assertEquals(expected, seen, "what was mapped, then what is still there");
                seen.clear();
                pollAll(unread);
                assertSeen(251, 450);
            }
        }
    }

    @Test
    void shouldGoOnAfterTheServerWasStartedAnew() throws Exception {
        try (JournalFixture fixture = open()) {
            fixture.append(100);
        }
        try (JournalTail tail = tail(1)) {
            pollAll(tail);
            for (int i = 2; i <= 3; i++) {
                try (JournalFixture fixture = open()) {
                    fixture.append(100);
                    pollAll(tail);
                    assertSeen(1, 100L * i);
                }
            }
        }
    }

    @Test
    void shouldStayWhileANewerFileHasNothingInIt() throws Exception {
        try (JournalFixture fixture = open(); JournalTail tail = tail(1)) {
            fixture.append(100);
            pollAll(tail);
            final Path newer = Files.createFile(directory.resolve("29991231-2355V.cq4"));
            pollAll(tail);
            fixture.append(100);
            assertEquals(100, tail.poll(this::define, this::onTick));
            Files.move(newer, directory.resolve("29991231-2355V.cq4.unfinished"), StandardCopyOption.ATOMIC_MOVE);
            fixture.append(100);
            pollAll(tail);
            assertSeen(1, 300);
        }
    }

    @Test
    void shouldReadAFileThatWasBegunTwice() throws Exception {
        try (JournalFixture fixture = open()) {
            fixture.append(100);
        }
        final Path begun = file(0);
        final Path aside = Files.move(begun, directory.resolve("whole"));
        Files.write(begun, new byte[1 << 16]);
        try (JournalTail tail = tail(1)) {
            pollAll(tail);
            assertEquals(List.of(), seen);
            Files.delete(begun);
            pollAll(tail);
            Files.move(aside, begun);
            pollAll(tail);
            assertSeen(1, 100);
        }
    }

    @Test
    void shouldReadEveryTickWhileAnotherThreadWrites() throws Exception {
        final int files = 20;
        final int perFile = 10_000;
        try (JournalFixture fixture = open(); JournalTail tail = tail(1)) {
            final Thread writer = new Thread(() -> {
                for (int i = 0; i < files; i++) {
                    fixture.append(perFile);
                    fixture.timeNs += CYCLE_NS;
                }
            });
            writer.start();
            while (writer.isAlive()) {
                tail.poll(this::define, this::onTick);
            }
            pollAll(tail);
            assertSeen(1, files * perFile);
            assertEquals(List.of(), fixture.errors);
        }
    }

    @Test
    void shouldStopAtDamageAfterWhatComesBeforeIt() throws Exception {
        try (JournalFixture fixture = open(); JournalTail tail = tail(1)) {
            fixture.append(50);
            fixture.append(50);
            try (CycleFile file = new CycleFile(file(0))) {
                flip(file.path(), JournalFixture.find(file, 51) + 200);
            }
            final JournalException e = assertThrows(JournalException.class, () -> pollAll(tail));
            assertTrue(e.getMessage().contains("the checksum of the slots is wrong"), e.getMessage());
            assertSeen(1, 50);
            assertEquals(e.getMessage(), assertThrows(JournalException.class, () -> pollAll(tail)).getMessage());
            assertSeen(1, 50);
        }
    }

    @Test
    void shouldRefuseTicksWhoseNumbersWereGivenOutTwice() throws Exception {
        try (JournalFixture fixture = open(); JournalTail tail = tail(1)) {
            fixture.append(100);
            pollAll(tail);
            Files.copy(file(0), directory.resolve("29991231-2355V.cq4"));
            final JournalException e = assertThrows(JournalException.class, () -> pollAll(tail));
            assertEquals("29991231-2355V.cq4: begins with sequence number 1 where 101 should follow", e.getMessage());
        }
    }

    private static void flip(Path path, long position) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(position);
            final int old = file.read();
            file.seek(position);
            file.write(~old);
        }
    }
}
