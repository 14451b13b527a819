package io.tickwire.server.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Between client and server; cuts the TCP connection after a random number of bytes, without a WebSocket close. */
final class CuttingProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 4_096;

    private final ServerSocket listening;
    private final int serverPort;
    private final Random random;
    private final int cutLimit;
    private final int bytesLimit;
    private final AtomicInteger cuts = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    CuttingProxy(int serverPort, long seed, int cutLimit, int bytesLimit) throws IOException {
        this.serverPort = serverPort;
        this.random = new Random(seed);
        this.cutLimit = cutLimit;
        this.bytesLimit = bytesLimit;
        listening = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        start("proxy-accept", this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                final Socket client = listening.accept();
                final Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.add(client);
                sockets.add(server);
                final long budget = cuts.get() < cutLimit ? 1L + random.nextInt(bytesLimit) : Long.MAX_VALUE;
                start("proxy-up", () -> pump(client, server, Long.MAX_VALUE));
                start("proxy-down", () -> pump(server, client, budget));
            } catch (final IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void pump(Socket from, Socket to, long budget) {
        final byte[] bytes = new byte[BUFFER_BYTES];
        long left = budget;
        try {
            final InputStream in = from.getInputStream();
            final OutputStream out = to.getOutputStream();
            int count = in.read(bytes);
            while (count >= 0 && left > 0) {
                out.write(bytes, 0, (int) Math.min(count, left));
                left -= count;
                count = left > 0 ? in.read(bytes) : 0;
            }
            if (left <= 0) {
                cuts.incrementAndGet();
            }
        } catch (final IOException e) {
            // The other side was cut; so is this one.
            left = 0;
        } finally {
            close(from);
            close(to);
        }
    }

    private static void start(String name, Runnable task) {
        final Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        sockets.forEach(this::close);
    }
}
