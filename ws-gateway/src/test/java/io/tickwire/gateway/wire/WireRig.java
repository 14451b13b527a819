package io.tickwire.gateway.wire;

import io.tickwire.config.TlsConfig;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Wires over real sockets of the loopback interface, and the clients at their other ends. */
final class WireRig implements AutoCloseable {
    static final int SMALL_BUFFER_BYTES = 4_096;
    static final int TIMEOUT_MS = 20_000;

    final List<Throwable> errors = new CopyOnWriteArrayList<>();
    final TlsContexts contexts;
    private final ServerSocketChannel listener;
    private final List<Closeable> open = new ArrayList<>();

    WireRig(Path certificate, Path key) throws IOException {
        contexts = new TlsContexts(new TlsConfig(certificate, key, 1), errors::add, nowNs());
        listener = keep(ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    static WireRig of(String name) throws IOException {
        return new WireRig(file(name + ".crt"), file(name + ".key"));
    }

    static Path file(String name) {
        return Path.of("src/test/resources/tls", name);
    }

    static long nowNs() {
        return System.currentTimeMillis() * 1_000_000;
    }

    private <T extends Closeable> T keep(T resource) {
        open.add(resource);
        return resource;
    }

    /** The server's end of the connection that was made first, with a small send buffer. */
    Wire accept() throws IOException {
        final SocketChannel socket = keep(listener.accept());
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.SO_SNDBUF, SMALL_BUFFER_BYTES);
        return contexts.newWire(socket);
    }

    /** A client's socket with a small receive buffer. */
    Socket raw() throws IOException {
        final Socket socket = keep(new Socket());
        prepare(socket);
        return socket;
    }

    SocketChannel rawChannel() throws IOException {
        final SocketChannel channel = keep(SocketChannel.open());
        prepare(channel.socket());
        return channel;
    }

    private void prepare(Socket socket) throws IOException {
        socket.setReceiveBufferSize(SMALL_BUFFER_BYTES);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.connect(listener.getLocalAddress());
    }

    /** Closed with the raw socket beneath: its own close waits for the server's. */
    SSLSocket tls(String protocol) throws IOException {
        final SSLSocket socket = (SSLSocket) clientContext().getSocketFactory()
            .createSocket(raw(), "localhost", 0, true);
        socket.setEnabledProtocols(new String[]{protocol});
        return socket;
    }

    /** Trusts every certificate: what is tested is the server. */
    static SSLContext clientContext() {
        try {
            final SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{new X509TrustManager() {
                @Override
                public void checkClientTrusted(X509Certificate[] chain, String kind) {
                    throw new UnsupportedOperationException("a client only");
                }

                @Override
                public void checkServerTrusted(X509Certificate[] chain, String kind) {
                    // Nothing to refuse.
                }

                @Override
                public X509Certificate[] getAcceptedIssuers() {
                    return new X509Certificate[0];
                }
            }}, null);
            return context;
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads as a selector loop does, until target has so many bytes more; false if the end came before. */
    static boolean readFully(Wire wire, ByteBuffer target) throws IOException {
        try (Selector selector = Selector.open()) {
            final SelectionKey key = wire.socket().register(selector, SelectionKey.OP_READ);
            while (target.hasRemaining()) {
                final int count = wire.read(target);
                if (count < 0) {
                    return false;
                }
                if (count == 0) {
                    key.interestOps(wire.isReadBlockedOnWrite() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
                    awaitReady(selector, "the reader");
                }
            }
            return true;
        }
    }

    /** Writes as an owner does. */
    static void writeFully(Wire wire, ByteBuffer source) throws IOException {
        try (Selector selector = Selector.open()) {
            wire.socket().register(selector, SelectionKey.OP_WRITE);
            while (!wire.write(source)) {
                awaitReady(selector, "the owner");
            }
        }
    }

    /** Ends our side as an owner does. */
    static void shutdownFully(Wire wire) throws IOException {
        try (Selector selector = Selector.open()) {
            wire.socket().register(selector, SelectionKey.OP_WRITE);
            while (!wire.shutdownOutput()) {
                awaitReady(selector, "the owner");
            }
        }
    }

    private static void awaitReady(Selector selector, String who) throws IOException {
        if (selector.select(TIMEOUT_MS) == 0) {
            throw new AssertionError("the socket was not ready within 20 s for " + who);
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        for (final Closeable resource : open) {
            resource.close();
        }
    }
}
