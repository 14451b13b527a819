package io.tickwire.server;

import org.agrona.CloseHelper;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a server has open, closed in reverse order. */
final class Resources implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    /** Close all after a failed start; what fails now is told with the failure. */
    void closeAfter(Throwable failure) {
        CloseHelper.closeAll(failure::addSuppressed, open);
        open.clear();
    }

    @Override
    public void close() {
        try {
            CloseHelper.closeAll(open);
        } finally {
            open.clear();
        }
    }
}
