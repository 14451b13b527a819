package io.tickwire.ingest.recorded;

import java.io.IOException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An ITCH file whose day is known. */
final class ItchFile implements RecordFile {
    private static final Pattern DAY = Pattern.compile("(?<![0-9])([0-9]{4})([0-9]{4})(?![0-9])");

    private final ByteSource source;
    private final LocalDate day;

    /**
     * Look for the day in the name.
     *
     * @throws IllegalArgumentException if nothing tells it
     */
    ItchFile(ByteSource source, RecordedOptions options) {
        this.source = source;
        final LocalDate ofName = dayOf(source.name());
        this.day = ofName == null ? options.date() : ofName;
        if (day == null) {
            throw new IllegalArgumentException(source.name() + ": its times are counted from midnight, and its name"
                + " does not tell of which day; give --date YYYY-MM-DD, or name it such as itch50_20200130.bin");
        }
    }

    /** The day in a name: YYYYMMDD, or MMDDYYYY as Nasdaq has it; null if there is none. */
    private static LocalDate dayOf(String name) {
        final Matcher digits = DAY.matcher(name);
        LocalDate found = null;
        while (found == null && digits.find()) {
            final LocalDate yearFirst = NewYorkDay.parse(digits.group());
            found = yearFirst == null ? NewYorkDay.parse(digits.group(2) + digits.group(1)) : yearFirst;
        }
        return found;
    }

    @Override
    public RecordReader open(DamageListener damage) throws IOException {
        return new ItchReader(source, day, damage);
    }
}
