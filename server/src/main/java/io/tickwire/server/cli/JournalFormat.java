package io.tickwire.server.cli;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.tick.Tick;

/** How journaled ticks are written as text, all of it ASCII. One thread. */
interface JournalFormat {
    /** What comes before the first tick, with its line end; empty if nothing does. */
    default String header() {
        return "";
    }

    /** One tick, with its line end; the instrument is null if the tick has none. */
    String text(Tick tick, Instrument instrument);
}
