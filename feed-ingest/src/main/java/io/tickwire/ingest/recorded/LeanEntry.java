package io.tickwire.ingest.recorded;

import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a Lean tick file says.
 *
 * @param symbol  in capitals
 * @param day     in New York
 * @param isQuote quotes, else trades
 */
record LeanEntry(String symbol, LocalDate day, boolean isQuote) {
    private static final Pattern ENTRY =
        Pattern.compile("(?i)(?:.*/)?(?<day>[0-9]{8})_(?<symbol>[a-z0-9.]+)_(?<kind>trade|quote)_tick\\.csv");
    private static final Pattern ZIP =
        Pattern.compile("(?i)(?<symbol>[a-z0-9.]+)_(?<day>[0-9]{8})_(?<kind>trade|quote)\\.zip");

    /** Read the name of an entry, or else of the zip file; null if neither tells. */
    static LeanEntry of(String entryName, String zipName) {
        final LeanEntry ofEntry = of(ENTRY.matcher(entryName));
        return ofEntry == null ? of(ZIP.matcher(zipName)) : ofEntry;
    }

    private static LeanEntry of(Matcher name) {
        if (!name.matches()) {
            return null;
        }
        final LocalDate day = NewYorkDay.parse(name.group("day"));
        return day == null ? null : new LeanEntry(name.group("symbol").toUpperCase(Locale.ROOT), day,
            "quote".equalsIgnoreCase(name.group("kind")));
    }
}
