package io.tickwire.core.agent;

import io.tickwire.config.AgentMode;
import io.tickwire.config.IdleKind;
import io.tickwire.config.ThreadingConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import org.agrona.concurrent.Agent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
final class AgentHostTest {
    @TempDir
    private Path directory;
    private final PrintStream standard = System.err;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private CounterFile counters;

    private final class Recorder implements Agent {
        private final String name;
        private final boolean failsAtStart;
        private volatile int works;

        private Recorder(String name, boolean failsAtStart) {
            this.name = name;
            this.failsAtStart = failsAtStart;
        }

        @Override
        public void onStart() {
            events.add("start " + name);
            if (failsAtStart) {
                throw new IllegalStateException("cannot start");
            }
        }

        @Override
        public int doWork() {
            works = works + 1;
            if (works == 2) {
                throw new IllegalStateException("second step");
            }
            return 1;
        }

        @Override
        public void onClose() {
            events.add("close " + name);
        }

        @Override
        public String roleName() {
            return name;
        }
    }

    private final Recorder first = new Recorder("first", false);
    private final Recorder second = new Recorder("second", false);

    @BeforeEach
    void captureErrors() {
        System.setErr(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        counters = new CounterFile(directory);
    }

    @AfterEach
    void restoreErrors() {
        System.setErr(standard);
        counters.close();
    }

    @ParameterizedTest
    @EnumSource(AgentMode.class)
    void shouldLiveOnAfterAnErrorAndCloseInOrder(AgentMode mode) {
        final AgentHost host = host(mode, first, second);
        try {
            await("both agents at work after their errors", () -> {
                if (mode == AgentMode.INVOKER) {
                    host.step();
                } else {
                    assertThrows(IllegalStateException.class, host::step);
                }
                return first.works > 5 && second.works > 5;
            });
            assertEquals(2, errors());
            assertEquals(mode == AgentMode.DEDICATED ? 2 : mode == AgentMode.SHARED ? 1 : 0, threads.size());
        } finally {
            host.close();
        }
        assertEquals(List.of("close first", "close second"), events.stream().filter(e -> e.startsWith("cl")).toList());
        threads.forEach(thread -> assertFalse(thread.isAlive(), thread::getName));
        host.close();
        assertEquals(4, events.size(), "closing again must do nothing");
    }

    @ParameterizedTest
    @EnumSource(AgentMode.class)
    void shouldRunWhatIsAsideAndUpkeepOnThreadsOfTheirOwnUnlessSteppedByHand(AgentMode mode) {
        final Recorder upkeep = new Recorder("upkeep", false);
        final List<Runnable> patient = new ArrayList<>();
        final AgentThreads threadsOf = new AgentThreads() {
            @Override
            public ThreadFactory on(int core) {
                return AgentHostTest.this::newThread;
            }

            @Override
            public ThreadFactory forUpkeep() {
                return task -> {
                    patient.add(task);
                    return newThread(task);
                };
            }
        };
        try (AgentHost host = new AgentHost(new ThreadingConfig(mode, IdleKind.BACKOFF, List.of()), List.of(first),
            List.of(second), List.of(upkeep), counters.errors(), threadsOf)) {
            await("all three at work", () -> {
                if (mode == AgentMode.INVOKER) {
                    host.step();
                }
                return first.works > 5 && second.works > 5 && upkeep.works > 5;
            });
            assertEquals(mode == AgentMode.INVOKER ? 0 : 3, threads.size());
            assertEquals(mode == AgentMode.INVOKER ? 0 : 1, patient.size(), "upkeep alone has a patient thread");
        }
        assertEquals(List.of("close first", "close second", "close upkeep"),
            events.stream().filter(e -> e.startsWith("cl")).toList());
    }

    @Test
    void shouldReportAnAgentThatFailsToStartAndRunTheOthers() {
        final Recorder broken = new Recorder("broken", true);
        try (AgentHost host = host(AgentMode.DEDICATED, broken, second)) {
            assertTrue(host != null);
            await("the other agent at work and both errors", () -> second.works > 5 && errors() == 2);
            assertEquals(0, broken.works);
        }
        threads.forEach(thread -> assertFalse(thread.isAlive(), thread::getName));
        assertTrue(events.contains("close broken"));
    }

    @Test
    void shouldEndStartedThreadsWhenALaterOneCannotBeMade() {
        final ThreadingConfig config = new ThreadingConfig(AgentMode.DEDICATED, IdleKind.YIELD, List.of(0, 99));
        assertThrows(IllegalArgumentException.class,
            () -> new AgentHost(config, List.of(first, second), List.of(), List.of(),
                counters.errors(), core -> {
                if (core == 99) {
                    throw new IllegalArgumentException("no core 99");
                }
                return this::newThread;
            }));
        assertEquals(1, threads.size());
        await("the thread that was started has ended", () -> !threads.get(0).isAlive());
    }

    private AgentHost host(AgentMode mode, Agent... agents) {
        return new AgentHost(new ThreadingConfig(mode, IdleKind.BACKOFF, List.of()), List.of(agents), List.of(),
            List.of(), counters.errors(), core -> this::newThread);
    }

    private Thread newThread(Runnable task) {
        final Thread thread = new Thread(task);
        threads.add(thread);
        return thread;
    }

    private long errors() {
        return counters.counter(CounterId.ERRORS).getAcquire();
    }

    private static void await(String what, BooleanSupplier condition) {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "not within 10 s: " + what);
            Thread.onSpinWait();
        }
    }
}
