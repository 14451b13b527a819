package io.tickwire.benchmarks.peers;

import java.util.NavigableMap;

/**
 * What one server did for one number of subscribers.
 *
 * @param maximumPerSecond highest rate of delivered messages that was sustained, 0 if none was
 * @param sustained        by delivered messages/s, those steps of the ladder that were sustained
 */
record PeerResult(double maximumPerSecond, NavigableMap<Long, Outcome> sustained) {
}
