package io.tickwire.server.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;

/** Reads a time as ns since 1970: that number itself, or date and time of day with the zone's offset. */
final class TimeConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
        try {
            return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.parseLong(value)
                : timeNs(OffsetDateTime.parse(value).toInstant());
        } catch (final DateTimeParseException e) {
            throw new TypeConversionException("'" + value + "' is no time with a zone; write it such as"
                + " 2026-11-24T14:30:00Z or 2026-11-24T09:30:00.000000001-05:00, or as ns since 1970");
        } catch (final ArithmeticException | NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' is too far away; the last time is "
                + Instant.ofEpochSecond(0, Long.MAX_VALUE));
        }
    }

    private static long timeNs(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), time.getNano());
    }
}
