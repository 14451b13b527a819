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

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private NewYorkDay() {
    }

    /** Midnight in ns since 1970, UTC. */
    static long startNs(LocalDate day) {
        return TimeUnit.SECONDS.toNanos(day.atStartOfDay(NEW_YORK).toEpochSecond());
    }

    /** Read YYYYMMDD; null if it is no day of this or the last century. */
    static LocalDate parse(String digits) {
        try {
            final LocalDate day = LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE);
            return day.getYear() >= 1971 && day.getYear() < 2200 ? day : null;
        } catch (final DateTimeException e) {
            return null;
        }
    }
}
