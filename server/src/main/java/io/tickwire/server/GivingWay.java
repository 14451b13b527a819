package io.tickwire.server;

import org.agrona.concurrent.Agent;

/**
 * An agent whose thread gives way to those of the line: a client that comes back waits rather than those at the head.
 *
 * @param agent what it does
 */
record GivingWay(Agent agent) implements Agent {
    @Override
    public void onStart() {
        ThreadPriority.lowerForThisThread();
        agent.onStart();
    }

    @Override
    public int doWork() throws Exception {
        return agent.doWork();
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
