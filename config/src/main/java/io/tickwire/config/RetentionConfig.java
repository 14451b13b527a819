package io.tickwire.config;

/**
 * When the oldest files of the journal are deleted: when any of these says so. Never the newest, and none that is being
 * read.
 *
 * @param maxAgeNs         ns since a file's last tick was received; 0 is without limit
 * @param maxBytes         of all files; 0 is without limit
 * @param minFreeDiskBytes that the disk is to have left; 0 is without a floor
 */
public record RetentionConfig(long maxAgeNs, long maxBytes, long minFreeDiskBytes) {
    /** Nothing is ever deleted. */
    public static final RetentionConfig NONE = new RetentionConfig(0, 0, 0);
}
