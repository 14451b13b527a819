package io.tickwire.server.cli;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.instrument.InstrumentTable;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickKind;
import io.tickwire.journal.JournalException;
import io.tickwire.journal.JournalInspector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.BooleanSupplier;

/** Writes those ticks of a journal that are wanted. One thread. */
final class JournalPrinter {
    private static final int CHECK_INTERVAL = 4096;

    private final JournalFormat format;
    private final JournalRange range;
    private final Writer out;
    private final BooleanSupplier isEnded;
    private final InstrumentTable instruments = new InstrumentTable();
    private long seen;
    private long printed;

    /** {@code isEnded} is asked now and then whether anybody still wants the output. */
    JournalPrinter(JournalFormat format, JournalRange range, Writer out, BooleanSupplier isEnded) {
        this.format = format;
        this.range = range;
        this.out = out;
        this.isEnded = isEnded;
    }

    /**
     * Write what comes before the ticks.
     *
     * @throws UncheckedIOException if the output can't be written
     */
    void printHeader() {
        write(format.header());
    }

    /**
     * Write all that the journal has of the range.
     *
     * @throws JournalException     if damage stops the reading, after what comes before it was written
     * @throws UncheckedIOException if the output can't be written
     */
    void printAll(JournalInspector inspector) {
        final long from = range.from(inspector);
        final long to = range.to(inspector);
        if (from > to) {
            return;
        }
        try {
            inspector.read(from, to, this::define, tick -> {
                print(tick);
                if (tick.sequence() >= to) {
                    throw new ReadingEnd();
                }
            });
        } catch (final ReadingEnd e) {
            // No more is wanted, which is no error.
        }
    }

    /** Take in what is before the range. Throws {@link ReadingEnd}. */
    void define(Tick tick) {
        if (tick.kind() == TickKind.DEFINITION.code()) {
            instruments.onDefinition(tick);
        }
        if (++seen % CHECK_INTERVAL == 0 && isEnded.getAsBoolean()) {
            throw new ReadingEnd();
        }
    }

    /** Write a tick if it is wanted. Throws {@link ReadingEnd}. */
    void print(Tick tick) {
        define(tick);
        final Instrument instrument = instruments.byId(tick.instrumentId());
        if (tick.receiveTimeNs() >= range.sinceNs() && range.isWanted(instrument == null ? null : instrument.name())) {
            write(format.text(tick, instrument));
            printed++;
        }
    }

    private void write(String text) {
        try {
            out.write(text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many ticks were written. */
    long printed() {
        return printed;
    }
}
