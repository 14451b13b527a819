package io.tickwire.config;

import java.nio.file.Path;

/**
 * The journal.
 *
 * @param directory      where its files are
 * @param beforeFanout   whether a tick is sent only once the journal holds it
 * @param batchLimit     most ticks in one excerpt, 1 to 4,096
 * @param rollCycle      name of a Chronicle roll cycle, for example FAST_HOURLY
 * @param syncIntervalNs how often it is forced to the disk, ns; 0 is never
 * @param preTouchBytes  so far ahead of the writer a thread aside makes room in the file, bytes; 0 is not at all
 * @param retention      when its files are deleted
 */
public record JournalConfig(Path directory, boolean beforeFanout, int batchLimit, String rollCycle,
                            long syncIntervalNs, long preTouchBytes, RetentionConfig retention) {
}
