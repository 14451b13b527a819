package io.tickwire.journal;

import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.onoes.ExceptionHandler;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.agrona.ErrorHandler;

import java.nio.file.Path;

/** How this project uses Chronicle Queue: settings, silence on the console, no threads of its own. */
final class ChronicleSetup {
    /** Files are mapped, and grow, in blocks of this length. */
    static final long BLOCK_LENGTH = 64L << 20;
    private static final long LOCK_TIMEOUT_MS = 1_000;

    private ChronicleSetup() {
    }

    /** Before the first use of any Chronicle class. An operator's own -D wins. */
    static void quiet(ErrorHandler errors) {
        defaultProperty("chronicle.analytics.disable", "true");
        defaultProperty("chronicle.announcer.disable", "true");
        defaultProperty("chronicle.disk.monitor.disable", "true");
        final ExceptionHandler silent = (where, message, cause) -> { };
        final ExceptionHandler report = (where, message, cause) ->
            errors.onError(new JournalException("Chronicle Queue: " + message, cause));
        Jvm.setExceptionHandlers(report, report, silent, silent);
    }

    private static void defaultProperty(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    static RollCycle rollCycle(String name) {
        final StringBuilder known = new StringBuilder();
        for (final RollCycle cycle : RollCycles.all()) {
            if (((Enum<?>) cycle).name().equals(name)) {
                return cycle;
            }
            known.append(known.isEmpty() ? "" : ", ").append(((Enum<?>) cycle).name());
        }
        throw new JournalException("there is no roll cycle '" + name + "'; known are " + known);
    }

    static SingleChronicleQueue open(Path directory, RollCycle rollCycle, JournalClock clock) {
        return SingleChronicleQueueBuilder.binary(directory).rollCycle(rollCycle).blockSize(BLOCK_LENGTH)
            .timeoutMS(LOCK_TIMEOUT_MS).timeProvider(clock).build();
    }
}
