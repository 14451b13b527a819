package io.tickwire.gateway;

import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A defect of the server's own that one client has found costs no one else anything. */
@Timeout(60)
final class DefectTest {
    private static final int LIMIT_BYTES = 65_536;

    @TempDir
    private Path directory;
    /** How often the healthy one was looked at. Written by the reader, read by the test. */
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void shouldCutOnlyWhoseTurnFails() throws Exception {
        final EchoServer server = new EchoServer(directory, 0, LIMIT_BYTES, false, errors -> new EchoHandler(errors) {
            private Connection first;

            @Override
            public void onOpen(Connection connection, String subprotocol) {
                first = first == null ? connection : first;
                super.onOpen(connection, subprotocol);
            }

            @Override
            public void onTime(Connection connection, long nowNs) {
                if (connection != first) {
                    throw new IllegalStateException("a defect on purpose");
                }
                looks.getAndIncrement();
            }
        });
        try (EchoClient healthy = new EchoClient(server.port()).open();
             EchoClient other = new EchoClient(server.port()).open()) {
            assertTrue(other.isAtEnd());
            final int before = looks.get();
            Await.until(() -> "the healthy one is looked at no more", () -> looks.get() > before);
            assertEquals("a", healthy.send(Rfc6455Case.text("a")).next().text());
            Await.until(() -> "sockets are open: " + server.openSockets(), () -> server.openSockets() == 1);
            assertEquals(1, server.counter(CounterId.ERRORS));
        } finally {
            server.close();
        }
    }
}
