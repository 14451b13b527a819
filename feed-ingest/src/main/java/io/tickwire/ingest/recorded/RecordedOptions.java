package io.tickwire.ingest.recorded;

import java.time.LocalDate;

/**
 * What a file may not say of itself.
 *
 * @param venue  venue of a Binance file whose lines and name do not tell it, or null
 * @param date   trading day of an ITCH file whose name does not tell it, or null
 * @param damage hears of bad records
 */
public record RecordedOptions(String venue, LocalDate date, DamageListener damage) {
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
