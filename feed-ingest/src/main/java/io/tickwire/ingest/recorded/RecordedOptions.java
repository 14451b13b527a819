package io.tickwire.ingest.recorded;

import io.tickwire.core.instrument.Instrument;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What a file may not say of itself. What it says comes first.
 *
 * @param venue  venue of a Binance file whose lines and name do not tell it, or null
 * @param date   trading day, in New York, of an ITCH file whose name does not tell it, or null
 * @param damage hears of bad records; on the thread that reads
 */
public record RecordedOptions(String venue, LocalDate date, DamageListener damage) {
    private static final int VENUE_LENGTH_LIMIT = 16;

    /**
     * Check the parts.
     *
     * @throws IllegalArgumentException if the venue can't be part of an instrument's name, or the date is unlikely
     */
    public RecordedOptions {
        Objects.requireNonNull(damage);
        if (venue != null && (venue.length() > VENUE_LENGTH_LIMIT || !Instrument.isName("S@" + venue))) {
            throw new IllegalArgumentException("venue must be 1 to " + VENUE_LENGTH_LIMIT
                + " letters, digits or signs, such as spot: '" + venue + "'");
        }
        if (date != null && !NewYorkDay.isLikely(date)) {
            throw new IllegalArgumentException("date must be from " + NewYorkDay.FIRST_YEAR + " to "
                + NewYorkDay.LAST_YEAR + ": " + date);
        }
    }

    /**
     * Nothing but a listener.
     *
     * @param damage hears of bad records
     * @return options
     */
    public static RecordedOptions of(DamageListener damage) {
        return new RecordedOptions(null, null, damage);
    }
}
