package io.tickwire.config;

/** How agents are given threads. */
public enum AgentMode {
    /** A thread for each agent. */
    DEDICATED,
    /** One thread for all agents. */
    SHARED,
    /** No thread; the caller steps the agents, for tests. */
    INVOKER
}
