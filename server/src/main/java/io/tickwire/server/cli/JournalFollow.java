package io.tickwire.server.cli;

import io.tickwire.core.tick.Tick;
import io.tickwire.journal.JournalTail;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;

/** Goes on printing what is appended to a journal, and says where ticks are missing. One thread. */
final class JournalFollow {
    private final JournalTail tail;
    private final JournalRange range;
    private final JournalPrinter printer;
    private final PrintWriter err;
    private long expected;

    JournalFollow(JournalTail tail, JournalRange range, JournalPrinter printer, PrintWriter err) {
        this.tail = tail;
        this.range = range;
        this.printer = printer;
        this.err = err;
    }

    /**
     * Print until the range ends, or nobody wants any more.
     *
     * @param isEnded asked after each batch; passes it on to the reader
     * @param pause   called when there is nothing to print
     */
    void run(BooleanSupplier isEnded, Runnable pause) {
        try {
            int ticks = poll();
            while (!isEnded.getAsBoolean() && tail.nextSequence() <= range.to()) {
                if (ticks == 0) {
                    pause.run();
                }
                ticks = poll();
            }
        } catch (final ReadingEnd e) {
            // No more is wanted, which is no error.
        }
    }

    private int poll() {
        final int ticks = tail.poll(printer::define, this::onTick);
        expected = tail.nextSequence();
        return ticks;
    }

    private void onTick(Tick tick) {
        if (tick.sequence() > range.to() || tick.receiveTimeNs() >= range.untilNs()) {
            throw new ReadingEnd();
        }
        if (expected != 0 && tick.sequence() > expected) {
            err.println("ticks " + expected + " to " + (tick.sequence() - 1)
                + " are missing: they were not journaled, or deleted before they were read");
        }
        expected = tick.sequence() + 1;
        printer.print(tick);
        if (tick.sequence() == range.to()) {
            throw new ReadingEnd();
        }
    }
}
