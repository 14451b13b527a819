package io.tickwire.core.agent;

import io.tickwire.config.AgentMode;
import io.tickwire.config.IdleKind;
import io.tickwire.config.ThreadingConfig;
import io.tickwire.core.counters.ErrorLog;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.CompositeAgent;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs agents the way the configuration says: a thread each, one thread for all, or none, stepped by hand. Agents are
 * given in the order of the data, which is also the order in which they are stepped; they are closed in that order
 * too, so that what the first one still has reaches the last.
 */
public final class AgentHost implements AutoCloseable {
    /** How long upkeep sleeps where there is nothing to do; longer after a while. */
    public static final int UPKEEP_SLEEP_MS = 20;

    private static final long REST_NS = 2_000_000;
    /** Of agents that wait for something rare, such as a client that is far behind. */
    private static final long REST_ASIDE_NS = 5_000_000;
    private static final int CLOSE_TIMEOUT_MS = 5_000;

    private final List<AgentRunner> runners = new ArrayList<>();
    private final AgentInvoker invoker;
    private final ErrorLog errors;

    /**
     * Start the agents, or make them ready to be stepped.
     *
     * @param config        mode, idle strategies and cores
     * @param agents        in the order of the data
     * @param aside         agents whose work may take long and must not hold up the others: each has a thread of its
     *                      own in every mode but INVOKER, unpinned, with back-off
     * @param upkeep        the same for agents that are not in a hurry: they sleep for some ms when there is nothing to
     *                      do
     * @param errors        gets what an agent throws; the agent lives on, unless it was its start that failed
     * @param threadsOf     makes their threads
     */
    public AgentHost(ThreadingConfig config, List<? extends Agent> agents, List<? extends Agent> aside,
                     List<? extends Agent> upkeep, ErrorLog errors, AgentThreads threadsOf) {
        this.errors = errors;
        if (config.mode() == AgentMode.INVOKER) {
            invoker = new AgentInvoker(errors, null,
                composed(Stream.of(agents, aside, upkeep).flatMap(List::stream).toList()));
            invoker.start();
            return;
        }
        invoker = null;
        final List<? extends Agent> threads =
            config.mode() == AgentMode.DEDICATED ? agents : List.of(composed(agents));
        try {
            for (int i = 0; i < threads.size(); i++) {
                start(threads.get(i), idleStrategy(config.idle()),
                    threadsOf.on(i < config.cores().size() ? config.cores().get(i) : AgentThreads.ANY_CORE));
            }
            for (final Agent agent : aside) {
                start(agent, RestingIdleStrategy.backoff(REST_ASIDE_NS), threadsOf.on(AgentThreads.ANY_CORE));
            }
            for (final Agent agent : upkeep) {
                start(agent, new RestingIdleStrategy(new SleepingMillisIdleStrategy(UPKEEP_SLEEP_MS), 1,
                    TimeUnit.MILLISECONDS.toNanos(UPKEEP_SLEEP_MS)), threadsOf.forUpkeep());
            }
        } catch (final RuntimeException | Error e) {
            // The caller gets no host to close, so the threads that did start must end here.
            close();
            throw e;
        }
    }

    private static Agent composed(List<? extends Agent> agents) {
        return agents.size() == 1 ? agents.get(0) : new CompositeAgent(agents);
    }

    private void start(Agent agent, IdleStrategy idle, ThreadFactory threads) {
        final AgentRunner runner = new AgentRunner(idle, errors, null, agent);
        AgentRunner.startOnThread(runner, threads);
        runners.add(runner);
    }

    private static IdleStrategy idleStrategy(IdleKind kind) {
        return switch (kind) {
            case SPIN -> BusySpinIdleStrategy.INSTANCE;
            case YIELD -> YieldingIdleStrategy.INSTANCE;
            case BACKOFF -> RestingIdleStrategy.backoff(REST_NS);
        };
    }

    /**
     * Step every agent once. Mode INVOKER only; on the caller's thread.
     *
     * @return how much work was done
     * @throws IllegalStateException in another mode
     */
    public int step() {
        if (invoker == null) {
            throw new IllegalStateException("only agents in mode INVOKER are stepped by hand");
        }
        return invoker.invoke();
    }

    /**
     * Close the agents one after the other, in the order of the data, and wait for their threads. One that does not
     * end is reported to the error log and interrupted, every five seconds, until it ends.
     */
    @Override
    public void close() {
        if (invoker != null) {
            CloseHelper.close(invoker);
        }
        for (final AgentRunner runner : runners) {
            runner.close(CLOSE_TIMEOUT_MS, thread -> errors.onError(new IllegalStateException(
                "agent " + runner.agent().roleName() + " did not end within " + CLOSE_TIMEOUT_MS + " ms")));
        }
    }
}
