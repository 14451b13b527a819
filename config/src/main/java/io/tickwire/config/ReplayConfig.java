package io.tickwire.config;

/**
 * Replay to subscribers that are far behind, on threads of its own.
 *
 * @param threads        replay agents, 0 to 16; 0: the fan-out threads replay by themselves
 * @param clientLimit    subscribers that a replay agent serves at once, 1 to 1,024; the others wait for their turn
 * @param turnLimitTicks most ticks read for one subscriber before the next has its turn
 * @param sharePercent   most of a replay agent's time that goes into replays while others are served live, 1 to 100
 */
public record ReplayConfig(int threads, int clientLimit, int turnLimitTicks, int sharePercent) {
}
