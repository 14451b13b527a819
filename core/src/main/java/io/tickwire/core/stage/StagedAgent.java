package io.tickwire.core.stage;

import org.agrona.concurrent.Agent;

import java.util.function.LongSupplier;

/**
 * An agent with a cursor, and what a {@link StageClock} that is on wants to know of it: when the duty cycles began and
 * ended in which the cursor moved. The agent's thread only; does not allocate.
 */
public final class StagedAgent implements Agent {
    private final Agent agent;
    private final LongSupplier cursor;
    private final StageTrack begun;
    private final StageTrack ended;

    /**
     * Put it around an agent.
     *
     * @param agent  does the work, and alone moves the cursor
     * @param cursor last position that has passed
     * @param begun  gets when duty cycles began
     * @param ended  gets when they ended
     */
    public StagedAgent(Agent agent, LongSupplier cursor, StageTrack begun, StageTrack ended) {
        this.agent = agent;
        this.cursor = cursor;
        this.begun = begun;
        this.ended = ended;
    }

    @Override
    public void onStart() {
        agent.onStart();
    }

    /**
     * One duty cycle.
     *
     * @return what the agent did
     */
    @Override
    public int doWork() throws Exception {
        final long from = cursor.getAsLong();
        final long beginNs = System.nanoTime();
        final int work = agent.doWork();
        final long through = cursor.getAsLong();
        if (through > from) {
            begun.passed(from, through, beginNs);
            ended.passed(from, through);
        }
        return work;
    }

    @Override
    public void onClose() {
        agent.onClose();
    }

    @Override
    public String roleName() {
        return agent.roleName();
    }
}
