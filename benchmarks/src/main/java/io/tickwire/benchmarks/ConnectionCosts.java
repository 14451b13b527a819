package io.tickwire.benchmarks;

import io.tickwire.benchmarks.load.Crowd;
import io.tickwire.benchmarks.load.MemoryUse;
import io.tickwire.benchmarks.load.ServerProcess;
import io.tickwire.benchmarks.load.TickPump;
import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.benchmarks.report.Target;
import io.tickwire.core.counters.CounterId;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/** What so many connections cost a server that is set up as by default. One thread. */
final class ConnectionCosts {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int WARM_UP_CONNECTIONS = 200;
    private static final int CLASSES_TOLD = 12;
    private static final double AIM_BYTES = 8 << 10;
    private static final double AIM_IDLE_PERCENT = 2;
    private static final double SETTLE_FACTOR = 2;

    private final BenchReport report;
    private final int connections;
    private final double seconds;

    ConnectionCosts(BenchReport report, int connections, double seconds) {
        this.report = report;
        this.connections = connections;
        this.seconds = seconds;
    }

    /**
     * Start a server, connect all, look, and stop the server.
     *
     * @param use            what the connections are for
     * @param instruments    how many there are
     * @param symbols        what the first, second and so on wants
     * @param ticksPerSecond all that is published; 0 for nothing
     */
    void measure(String use, int instruments, IntFunction<String> symbols, int ticksPerSecond) throws IOException {
        report.progress("%s: starting a server", use);
        try (ServerProcess server = new ServerProcess(List.of("-XX:NativeMemoryTracking=summary"), List.of(
                "aeron.channel=aeron:udp?endpoint=127.0.0.1:" + freeUdpPort(),
                "gateway.connectionLimit=" + (connections + WARM_UP_CONNECTIONS)));
             TickPump pump = new TickPump(server.connectPublisher(), instruments, instruments)) {
            warmUp(server, symbols);
            final MemoryUse before = server.memory();
            if (ticksPerSecond == 0) {
                tellCpu(server, pump, use, 0, 0);
            }
            try (Crowd crowd = new Crowd(server.port(), 1)) {
                report.progress("%s: connecting %,d", use, connections);
                final long startNs = System.nanoTime();
                crowd.connect(connections, i -> subscribe(symbols.apply(i)), LIMIT);
                tellSeconds("connectAll", "all connected and subscribed", use, startNs);
                tellCpu(server, pump, use, connections, ticksPerSecond);
                tellMemory(use, before, server.memory());
                if (ticksPerSecond > 0) {
                    report.latency("publicationToClient", crowd.takeLatencies(), "connections", connections);
                }
                crowd.check();
                stop(server, pump, crowd, use);
            }
        }
    }

    private static String subscribe(String symbols) {
        return "{\"op\":\"subscribe\",\"symbols\":[\"" + symbols + "\"]}";
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** So that classes that every server loads once are not counted. */
    private void warmUp(ServerProcess server, IntFunction<String> symbols) throws IOException {
        try (Crowd first = new Crowd(server.port(), 1)) {
            first.connect(WARM_UP_CONNECTIONS, i -> subscribe(symbols.apply(i % connections)), LIMIT);
        }
        server.await(CounterId.GATEWAY_CONNECTIONS, open -> open == 0);
    }

    private void tellCpu(ServerProcess server, TickPump pump, String use, int open, int ticksPerSecond)
        throws IOException {
        // What runs five hundred times a second is compiled late.
        load(pump, ticksPerSecond, SETTLE_FACTOR * seconds);
        final double cpuSeconds = server.cpuSeconds();
        final long startNs = System.nanoTime();
        load(pump, ticksPerSecond, seconds);
        final double percent = (server.cpuSeconds() - cpuSeconds) * 100e9 / (System.nanoTime() - startNs);
        report.line("%s: %,d connections: the server uses %.2f %% of a core", use, open, percent);
        report.figure("cpu", percent, "% of a core", "use", use, "connections", open);
        if (ticksPerSecond == 0) {
            report.target(new Target(String.format("CPU of an idle server with %,d connections", open), percent,
                AIM_IDLE_PERCENT, true, "% of a core"));
        }
    }

    private static void load(TickPump pump, int ticksPerSecond, double durationS) {
        if (ticksPerSecond > 0) {
            pump.pumpAt(ticksPerSecond, (long) (durationS * 1e9));
        } else {
            pump.pause((long) (durationS * 1e9));
        }
    }

    private void tellMemory(String use, MemoryUse before, MemoryUse after) {
        final double heap = each(before.heap().totalBytes(), after.heap().totalBytes());
        final double resident = each(before.residentBytes(), after.residentBytes());
        final double anonymous = each(before.anonymousBytes(), after.anonymousBytes());
        final double committed = each(before.committedBytes(), after.committedBytes());
        report.line("%s: a connection takes %,.0f bytes of heap, and outside the heap %,.0f bytes resident (%,.0f "
            + "without mapped files; the JVM itself counts %,.0f)", use, heap, resident, anonymous, committed);
        report.figure("heapPerConnection", heap, "B", "use", use);
        report.figure("residentPerConnection", resident, "B", "use", use);
        report.figure("anonymousPerConnection", anonymous, "B", "use", use);
        report.figure("committedPerConnection", committed, "B", "use", use);
        after.heap().grownMost(before.heap(), CLASSES_TOLD).forEach(grown ->
            report.line("    %,8.0f bytes of heap in %s", (double) grown.getValue() / connections, grown.getKey()));
        report.target(new Target(String.format("memory of a connection (%s), heap and resident beside mapped files",
            use), heap + anonymous, AIM_BYTES, true, "bytes"));
    }

    private double each(long before, long after) {
        return (double) (after - before) / connections;
    }

    private void stop(ServerProcess server, TickPump pump, Crowd crowd, String use) {
        pump.close();
        crowd.expectGoodbye();
        final long startNs = System.nanoTime();
        server.terminate();
        final int parted = crowd.awaitGoodbye(LIMIT);
        tellSeconds("goodbyeAll", "all had the server's goodbye", use, startNs);
        if (parted < connections) {
            report.invalid("%s: only %,d of %,d connections were closed with a goodbye", use, parted, connections);
        }
        if (!server.awaitEnd(LIMIT)) {
            report.invalid("%s: the server did not end", use);
        }
        tellSeconds("stop", "the server had ended", use, startNs);
    }

    private void tellSeconds(String name, String what, String use, long startNs) {
        final double tookS = (System.nanoTime() - startNs) / 1e9;
        report.line("%s: %s after %.2f s", use, what, tookS);
        report.figure(name, tookS, "s", "use", use, "connections", connections);
    }
}
