package io.tickwire.benchmarks.peers;

/**
 * The highest rate that a server sustains.
 *
 * @param perSecond delivered messages/s, summed over the subscribers
 * @param outcome   the one in the middle of three at this rate, by p99
 */
record SustainedRate(long perSecond, Outcome outcome) {
}
