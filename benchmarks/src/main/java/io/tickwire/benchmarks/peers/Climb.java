package io.tickwire.benchmarks.peers;

import java.util.NavigableMap;
import java.util.Optional;

/**
 * What a search for the highest sustained rate found.
 *
 * @param steps by delivered messages/s, what each step gave, up to the first that missed
 * @param edge  the highest sustained rate; empty if the server sustains none
 */
record Climb(NavigableMap<Long, Outcome> steps, Optional<SustainedRate> edge) {
}
