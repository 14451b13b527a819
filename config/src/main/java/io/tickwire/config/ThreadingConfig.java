package io.tickwire.config;

import java.util.List;

/**
 * Threads of the agents.
 *
 * @param mode  how agents are given threads
 * @param idle  what a thread does without work
 * @param cores cores to pin the agents' threads to, in the order of the data (ingest, journal, fan-out 1..n); empty
 *              for none, -1 within the list for any core
 */
public record ThreadingConfig(AgentMode mode, IdleKind idle, List<Integer> cores) {
}
