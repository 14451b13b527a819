package io.tickwire.server.jmx;

import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

@Timeout(20)
final class MxBeansTest {
    @TempDir
    private Path directory;

    @Test
    void shouldShowCountersAndPassOnADrainUntilItIsClosed() throws JMException {
        final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        final ObjectName gateway = new ObjectName("io.tickwire:type=Gateway,port=7");
        final AtomicInteger drains = new AtomicInteger();
        try (CounterFile counters = new CounterFile(directory)) {
            try (MxBeans beans = new MxBeans(counters, 7, drains::incrementAndGet)) {
                counters.counter(CounterId.GATEWAY_CONNECTIONS).set(42);
                assertEquals(42L, server.getAttribute(gateway, "Connections"), () -> "shown by " + beans);
                server.invoke(gateway, "drain", null, null);
                assertEquals(1, drains.get());
            }
            assertFalse(server.isRegistered(gateway));
        }
    }
}
