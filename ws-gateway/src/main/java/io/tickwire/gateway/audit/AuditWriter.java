package io.tickwire.gateway.audit;

import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;

/**
 * Writes events to the files. What can't be written stays and is tried again, while more waits in the queue; what finds
 * no room there is lost, and a line says so. One thread.
 */
final class AuditWriter implements Agent {
    /** Turns without a try after a failed one; a second, with the pause between two turns. */
    static final int PAUSE_TURNS = 100;
    private static final int BATCH_BYTES = 65_536;

    private final AuditQueue queue;
    private final AuditFiles files;
    private final AuditEvent.Started started;
    private final ErrorHandler errors;
    private final AuditLine lines = new AuditLine();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    /** Events whose lines are in the batch. */
    private final ArrayList<AuditEvent> batched = new ArrayList<>();
    /** A line that says what was lost, and that is not in the batch yet; null for none. */
    private AuditEvent.Lost owed;
    private int pauseTurns;
    private boolean isFailing;
    private boolean isLossTold;

    /**
     * Make one.
     *
     * @param queue   to write
     * @param files   open
     * @param started the line with which the server begins, and each file of it
     * @param errors  is told once when writing fails, and once when events are lost
     */
    AuditWriter(AuditQueue queue, AuditFiles files, AuditEvent.Started started, ErrorHandler errors) {
        this.queue = queue;
        this.files = files;
        this.started = started;
        this.errors = errors;
        lines.write(started, batch);
    }

    @Override
    public int doWork() {
        tellLoss();
        if (pauseTurns > 0) {
            pauseTurns--;
            return 0;
        }
        try {
            final int count = write();
            isFailing = false;
            return count;
        } catch (final IOException e) {
            pauseTurns = PAUSE_TURNS;
            if (!isFailing) {
                isFailing = true;
                errors.onError(new IOException("can't write the audit log: " + e + "; make room or repair the disk, "
                    + "events wait meanwhile and are lost if they are too many", e));
            }
            return 0;
        }
    }

    private void tellLoss() {
        if (!isLossTold && queue.hasLost()) {
            isLossTold = true;
            errors.onError(new IOException("the audit log loses events: more wait to be written than there is room "
                + "for; a line 'lost' will say how many"));
        }
    }

    private int write() throws IOException {
        int count = 0;
        for (AuditEvent event = queue.peek(); event != null && batch.size() < BATCH_BYTES; event = queue.peek()) {
            add(event);
            batched.add(event);
            queue.remove();
            count++;
        }
        flush();
        // What was lost came after all that was in the queue then, which is written only once it is empty.
        if (owed == null && queue.peek() == null) {
            owed = queue.takeLost();
        }
        if (owed != null) {
            add(owed);
            owed = null;
            isLossTold = false;
            flush();
            count++;
        }
        return count;
    }

    private void add(AuditEvent event) throws IOException {
        line.reset();
        lines.write(event, line);
        if (files.isDue(event.timeNs(), batch.size(), line.size())) {
            flush();
            files.begin(event.timeNs());
            lines.write(started, batch);
        }
        line.writeTo(batch);
    }

    private void flush() throws IOException {
        if (batch.size() > 0) {
            files.append(batch);
            batch.reset();
            batched.clear();
        }
    }

    @Override
    public void onClose() {
        pauseTurns = 0;
        while (doWork() > 0) {
            continue;
        }
        batched.forEach(queue::lose);
        for (AuditEvent event = queue.peek(); event != null; event = queue.peek()) {
            queue.lose(event);
            queue.remove();
        }
        tellLoss();
        files.close();
    }

    @Override
    public String roleName() {
        return "tickwire-audit";
    }
}
