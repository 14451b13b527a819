package io.tickwire.server.jmx;

import io.tickwire.core.counters.CounterFile;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Registers the server's MXBeans with the platform's MBean server, and takes them out again. */
public final class MxBeans implements AutoCloseable {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<ObjectName> names = new ArrayList<>();

    /**
     * Register one bean for each stage.
     *
     * @param counters what they read
     * @param port     of the gateway; tells two servers in one process apart
     * @param drain    what to do when an operator asks for a drain; called by a thread of JMX
     * @throws IllegalStateException if a bean can't be registered
     */
    public MxBeans(CounterFile counters, int port, Runnable drain) {
        register("Ingest", new Ingest(counters), port);
        register("Journal", new Journal(counters), port);
        register("Fanout", new Fanout(counters), port);
        register("Gateway", new Gateway(counters, drain), port);
    }

    private void register(String type, Object bean, int port) {
        try {
            final ObjectName name = new ObjectName("io.tickwire:type=" + type + ",port=" + port);
            server.registerMBean(bean, name);
            names.add(name);
        } catch (final JMException e) {
            close();
            throw new IllegalStateException("JMX bean " + type + " can't be registered", e);
        }
    }

    @Override
    public void close() {
        for (final ObjectName name : names) {
            try {
                server.unregisterMBean(name);
            } catch (final JMException e) {
                throw new IllegalStateException("JMX bean " + name + " can't be taken out", e);
            }
        }
        names.clear();
    }
}
