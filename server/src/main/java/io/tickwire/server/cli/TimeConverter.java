package io.tickwire.server.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.DateTimeException;
import java.time.Instant;

/** Reads a time: an ISO-8601 instant up to ns, or ns since 1970. */
final class TimeConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String value) {
        try {
            return isWholeNumber(value) ? Instant.ofEpochSecond(0, Long.parseLong(value)) : Instant.parse(value);
        } catch (final DateTimeException | NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' is no time; write it like 2026-11-24T14:30:00Z or "
                + "2026-11-24T14:30:00.000000001Z, or as ns since 1970 up to " + Long.MAX_VALUE);
        }
    }

    private static boolean isWholeNumber(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
