package io.tickwire.server.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how long something is good: a whole number with its unit, from 1 second to 36,500 days. */
final class LifetimeConverter implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    @Override
    public Duration convert(String value) {
        final Matcher matcher = FORM.matcher(value);
        if (matcher.matches()) {
            final long count = Long.parseLong(matcher.group(1));
            final Duration lifetime = switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
            if (!lifetime.isZero() && lifetime.compareTo(LONGEST) <= 0) {
                return lifetime;
            }
        }
        throw new TypeConversionException("'" + value + "' is no lifetime; write a whole number with its unit, 1s to "
            + LONGEST.toDays() + "d, such as 90s, 15m, 1h or 30d");
    }
}
