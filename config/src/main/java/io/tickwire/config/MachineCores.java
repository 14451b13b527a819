package io.tickwire.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the cores of the machine, also those that this process may not use at the moment. */
final class MachineCores {
    private static final Path PRESENT = Path.of("/sys/devices/system/cpu/present");
    private static final Pattern LAST = Pattern.compile("(?s).*?(\\d+)\\s*");

    private MachineCores() {
    }

    /** One more than the highest core number. */
    static int count() {
        final int usable = Runtime.getRuntime().availableProcessors();
        if (!Files.isReadable(PRESENT)) {
            return usable;
        }
        try {
            final Matcher last = LAST.matcher(Files.readString(PRESENT));
            return last.matches() ? Math.max(usable, Integer.parseInt(last.group(1)) + 1) : usable;
        } catch (final IOException | NumberFormatException unreadable) {
            return usable;
        }
    }
}
