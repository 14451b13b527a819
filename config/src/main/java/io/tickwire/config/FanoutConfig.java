package io.tickwire.config;

/**
 * Fan-out to subscribers.
 *
 * @param threads             fan-out agents, 1 to 64
 * @param passLimitTicks      most ticks in one live pass, 1 to 65,536
 * @param frameLimitBytes     largest frame, 1,024 to 1,048,576
 * @param heartbeatNs         a subscriber hears something at least this often, ns
 * @param catchUpLimitTicks   most ticks read for one subscriber that is behind before the next has its turn
 * @param lagLimitTicks       how far a subscriber in mode all or trade-safe may fall behind before it is closed; 0:
 *                            without limit
 * @param slow                when a subscriber is told that it is slow
 */
public record FanoutConfig(int threads, int passLimitTicks, int frameLimitBytes, long heartbeatNs,
                           int catchUpLimitTicks, long lagLimitTicks, SlowConfig slow) {
}
