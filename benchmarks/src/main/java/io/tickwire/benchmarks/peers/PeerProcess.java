package io.tickwire.benchmarks.peers;

import io.tickwire.benchmarks.load.ServerSettings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A server in a process of its own. It ends when this is closed, when the bench is interrupted, and after a quarter of
 * an hour at the latest.
 */
final class PeerProcess implements AutoCloseable {
    private static final int LIFE_SECONDS = 900;
    private static final long START_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long STOP_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int CONNECT_MS = 200;
    private static final int LOG_LINES = 5;

    /** All that run. Whoever starts or ends one holds its monitor, so that none is started once the bench ends. */
    private static final Set<PeerProcess> RUNNING = new HashSet<>();
    private static boolean isInterrupted;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(PeerProcess::endAll, "bench-peer-end"));
    }

    private final Workplace workplace;
    private final Process process;

    /**
     * Start; returns once all ports are listened on.
     *
     * @param peer which server
     * @throws IOException if a port is in use, or the server does not start; with the end of its log
     */
    PeerProcess(Peer peer) throws IOException {
        for (final int port : peer.ports()) {
            if (isListenedOn(port)) {
                throw new IOException("port " + port + " is in use; end what listens there, " + peer.name()
                    + " needs it");
            }
        }
        synchronized (RUNNING) {
            if (isInterrupted) {
                throw new IOException("the bench is being interrupted");
            }
            workplace = Workplace.create();
            final List<String> command =
                new ArrayList<>(List.of("timeout", "-k", "2", Integer.toString(LIFE_SECONDS)));
            command.addAll(peer.launch().command(workplace));
            final ProcessBuilder builder = new ProcessBuilder(command).directory(workplace.disk().toFile())
                .redirectErrorStream(true).redirectOutput(workplace.log().toFile());
            ServerSettings.removeFrom(builder.environment());
            process = builder.start();
            RUNNING.add(this);
        }
        final long endNs = System.nanoTime() + START_NS;
        for (final int port : peer.ports()) {
            while (!isListenedOn(port)) {
                if (!process.isAlive() || System.nanoTime() > endNs) {
                    final String log = lastLines();
                    close();
                    throw new IOException(peer.name() + " does not listen on port " + port + "; its log ends with: "
                        + log);
                }
                LockSupport.parkNanos(WAIT_NS);
            }
        }
    }

    private static boolean isListenedOn(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            return true;
        } catch (final IOException e) {
            return false;
        }
    }

    private String lastLines() throws IOException {
        final List<String> lines = Files.readAllLines(workplace.log());
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    Workplace workplace() {
        return workplace;
    }

    /** A server may have children, such as nginx its workers: they are ended too. */
    private void end() {
        final List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroy);
        final long endNs = System.nanoTime() + STOP_NS;
        while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < endNs) {
            LockSupport.parkNanos(WAIT_NS);
        }
        all.forEach(ProcessHandle::destroyForcibly);
        workplace.delete();
    }

    private static void endAll() {
        synchronized (RUNNING) {
            isInterrupted = true;
            RUNNING.forEach(PeerProcess::end);
        }
    }

    @Override
    public void close() {
        synchronized (RUNNING) {
            if (!isInterrupted && RUNNING.remove(this)) {
                end();
            }
        }
    }
}
