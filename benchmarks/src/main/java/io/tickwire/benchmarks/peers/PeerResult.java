package io.tickwire.benchmarks.peers;

import java.util.Optional;

/**
 * What one server did for one number of subscribers.
 *
 * @param maximumPerSecond highest rate of delivered messages at which all came, 0 if there is none
 * @param edge             highest rate that it sustains; empty if it sustains none
 */
record PeerResult(double maximumPerSecond, Optional<SustainedRate> edge) {
}
