package io.tickwire.config;

import java.nio.file.Path;

/**
 * The journal.
 *
 * @param directory    where its files are
 * @param beforeFanout whether a tick is sent only once the journal holds it
 * @param batchLimit   most ticks in one excerpt, 1 to 4,096
 * @param rollCycle    name of a Chronicle roll cycle, for example FAST_HOURLY
 */
public record JournalConfig(Path directory, boolean beforeFanout, int batchLimit, String rollCycle) {
}
