package io.tickwire.gateway.audit;

import io.tickwire.config.AuditConfig;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.status.AtomicCounter;

import java.io.IOException;
import java.util.List;

/**
 * Writes down who received which instruments when, as JSON lines; docs/audit.md has their form. A thread of its own
 * writes: the methods may be called by any thread, take no lock, and never wait. What there is no room for is counted
 * as lost, and the file says so. Times are ns since 1970; the lines of a connection are in the order of the calls.
 */
public final class AuditLog implements AutoCloseable {
    /** Most that may wait to be written. */
    private static final long QUEUE_LIMIT_BYTES = 16 << 20;
    private static final long PAUSE_MS = 10;

    private final AuditQueue queue;
    private final AgentRunner runner;
    private volatile boolean isClosed;

    /**
     * Open the files and start the thread.
     *
     * @param config where the files are, how long they get and how many are kept; has a directory
     * @param epoch  within which the positions mean something
     * @param timeNs now
     * @param lost   counts the events that are not in the files
     * @param errors is told, once each time, when writing fails or events are lost
     * @throws IOException if the directory can't be written, saying what to do
     */
    public AuditLog(AuditConfig config, String epoch, long timeNs, AtomicCounter lost, ErrorHandler errors)
        throws IOException {
        final AuditFiles files;
        try {
            files = new AuditFiles(config, timeNs, errors);
        } catch (final IOException e) {
            throw new IOException("the audit log can't be written in audit.directory = " + config.directory() + ": " + e
                + "; give it a directory that the server may write, or leave it empty for no audit", e);
        }
        queue = new AuditQueue(QUEUE_LIMIT_BYTES, lost);
        runner = new AgentRunner(new SleepingMillisIdleStrategy(PAUSE_MS), errors, null,
            new AuditWriter(queue, files, new AuditEvent.Started(epoch, timeNs), errors));
        AgentRunner.startOnThread(runner);
    }

    /**
     * A connection is open.
     *
     * @param connectionId its number, of which there is one since the server's start
     * @param subject      whose token it is; null for none
     * @param tokenId      of its token; null for none
     * @param address      of the client
     * @param timeNs       when
     */
    public void opened(long connectionId, String subject, String tokenId, String address, long timeNs) {
        put(new AuditEvent.Opened(connectionId, subject, tokenId, address, timeNs));
    }

    /**
     * A connection gets instruments.
     *
     * @param connectionId its number
     * @param position     all after it
     * @param instruments  their names
     * @param mode         of delivery
     * @param timeNs       when
     */
    public void granted(long connectionId, long position, List<String> instruments, String mode, long timeNs) {
        put(new AuditEvent.Granted(connectionId, position, List.copyOf(instruments), mode, timeNs));
    }

    /**
     * A connection gets less than before.
     *
     * @param connectionId its number
     * @param position     only these after it
     * @param remaining    the patterns that are left
     * @param timeNs       when
     */
    public void ended(long connectionId, long position, List<String> remaining, long timeNs) {
        put(new AuditEvent.Ended(connectionId, position, List.copyOf(remaining), timeNs));
    }

    /**
     * A connection is closed.
     *
     * @param connectionId its number
     * @param lastPosition nothing after it
     * @param code         of the close, as on the wire
     * @param timeNs       when
     */
    public void closed(long connectionId, long lastPosition, int code, long timeNs) {
        put(new AuditEvent.Closed(connectionId, lastPosition, code, timeNs));
    }

    private void put(AuditEvent event) {
        if (isClosed) {
            queue.lose(event);
        } else {
            queue.offer(event);
        }
    }

    /** Write what waits, if it can be written, and end the thread. What comes later is lost. */
    @Override
    public void close() {
        isClosed = true;
        runner.close();
    }
}
