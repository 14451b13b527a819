package io.tickwire.benchmarks.peers;

import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A broadcast server on Java-WebSocket, as an application would write it: what a publisher sends goes to all by
 * {@link #broadcast(byte[])}. Its wiki, "Enable TCP_NODELAY", has the option against delay.
 */
public final class JavaWebSocketBroadcast extends WebSocketServer {
    private JavaWebSocketBroadcast(int port) {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        setTcpNoDelay(true);
        setReuseAddr(true);
        // The load generator answers no pings.
        setConnectionLostTimeout(0);
    }

    /**
     * Serve until the process is ended.
     *
     * @param arguments port for publishers, port for subscribers
     * @throws IOException if a port can't be listened on
     */
    public static void main(String[] arguments) throws IOException {
        final JavaWebSocketBroadcast server = new JavaWebSocketBroadcast(Integer.parseInt(arguments[1]));
        server.start();
        try (ServerSocket publishers = new ServerSocket(Integer.parseInt(arguments[0]), 0,
            InetAddress.getLoopbackAddress())) {
            while (!publishers.isClosed()) {
                try (Socket publisher = publishers.accept()) {
                    server.forward(publisher);
                }
            }
        }
    }

    private void forward(Socket publisher) throws IOException {
        final DataInputStream in = new DataInputStream(new BufferedInputStream(publisher.getInputStream(), 1 << 16));
        try {
            while (true) {
                final byte[] message = new byte[in.readInt()];
                in.readFully(message);
                broadcast(message);
            }
        } catch (final EOFException e) {
            // The publisher has gone; the next one may come.
            return;
        }
    }

    @Override
    public void onOpen(WebSocket client, ClientHandshake handshake) {
    }

    @Override
    public void onClose(WebSocket client, int code, String reason, boolean isRemote) {
    }

    @Override
    public void onMessage(WebSocket client, String message) {
    }

    @Override
    public void onError(WebSocket client, Exception error) {
        System.err.println(error);
    }

    @Override
    public void onStart() {
    }
}
