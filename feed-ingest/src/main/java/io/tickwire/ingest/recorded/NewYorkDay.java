package io.tickwire.ingest.recorded;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;

/** US feeds count time from midnight in New York. */
final class NewYorkDay {
    /** Ns of a day. */
    static final long LENGTH_NS = TimeUnit.DAYS.toNanos(1);

    /** First year of a likely day. */
    static final int FIRST_YEAR = 1971;
    /** Last year of a likely day. */
    static final int LAST_YEAR = 2199;

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private NewYorkDay() {
    }

    /** Midnight in ns since 1970, UTC. */
    static long startNs(LocalDate day) {
        return TimeUnit.SECONDS.toNanos(day.atStartOfDay(NEW_YORK).toEpochSecond());
    }

    /** Whether recordings of a day are likely, and their times fit ns since 1970. */
    static boolean isLikely(LocalDate day) {
        return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
    }

    /** Read YYYYMMDD; null if it is no likely day. */
    static LocalDate parse(String digits) {
        try {
            final LocalDate day = LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE);
            return isLikely(day) ? day : null;
        } catch (final DateTimeException e) {
            return null;
        }
    }
}
