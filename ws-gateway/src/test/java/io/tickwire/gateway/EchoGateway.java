package io.tickwire.gateway;

import org.agrona.IoUtil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Echoes every message on a port of 127.0.0.1 until it is ended: what a conformance suite is pointed at. */
public final class EchoGateway {
    private static final int PORT_LIMIT = 65_535;
    private static final int BAD_USAGE = 2;

    private EchoGateway() {
    }

    public static void main(String[] arguments) throws IOException {
        final boolean isTls = arguments.length == 2 && "--tls".equals(arguments[1]);
        final int port = arguments.length == 1 || isTls ? port(arguments[0]) : -1;
        if (port < 0) {
            System.err.println("give a port from 0, for any free one, to " + PORT_LIMIT + ", and --tls for TLS");
            System.exit(BAD_USAGE);
        }
        final Path directory = Files.createTempDirectory("tickwire-echo");
        try {
            final EchoServer server = new EchoServer(directory, port, EchoServer.MESSAGE_LIMIT_BYTES, isTls);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, directory), "echo-end"));
            System.out.println("echo on " + (isTls ? "wss" : "ws") + "://127.0.0.1:" + server.port()
                + ", messages of up to " + EchoServer.MESSAGE_LIMIT_BYTES + " bytes; Ctrl-C ends it");
        } catch (final IllegalStateException e) {
            IoUtil.delete(directory.toFile(), true);
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void end(EchoServer server, Path directory) {
        try {
            server.close();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        IoUtil.delete(directory.toFile(), true);
    }

    /** -1 if it is none. */
    private static int port(String text) {
        try {
            final int port = Integer.parseInt(text);
            return port > PORT_LIMIT ? -1 : port;
        } catch (final NumberFormatException e) {
            return -1;
        }
    }
}
