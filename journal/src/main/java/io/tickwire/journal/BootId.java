package io.tickwire.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether the machine was started anew: what was written but not forced to the disk may then be gone. */
final class BootId {
    /** Where it can't be known. Equal to no other, itself included. */
    static final String UNKNOWN = "";

    private static final Path SOURCE = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {
    }

    /** Of the running kernel: a random UUID as text, see proc(5). */
    static String current() {
        try {
            return Files.readString(SOURCE, StandardCharsets.US_ASCII).trim();
        } catch (final IOException e) {
            return UNKNOWN;
        }
    }
}
