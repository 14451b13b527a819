package io.tickwire.config;

import java.nio.file.Path;

/**
 * The audit log.
 *
 * @param directory      where its files are; null for no audit
 * @param fileLimitBytes a file that would be longer is followed by a new one
 * @param keepFiles      so many files are kept, the newest; 0 for all
 */
public record AuditConfig(Path directory, long fileLimitBytes, int keepFiles) {
}
