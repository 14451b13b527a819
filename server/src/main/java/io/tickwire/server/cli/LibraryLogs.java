package io.tickwire.server.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps what libraries say about themselves at start off the screen. Chronicle's warnings still show; what
 * Java-WebSocket says of clients that break the protocol is counted by the gateway instead.
 */
public final class LibraryLogs {
    // The JDK's log manager forgets a logger, and its level with it, that nobody holds.
    private static final Logger CHRONICLE = Logger.getLogger("net.openhft");
    private static final Logger WEB_SOCKET = Logger.getLogger("org.java_websocket");

    private LibraryLogs() {
    }

    /** Call it before the first class of a library is used. */
    public static void warningsOnly() {
        CHRONICLE.setLevel(Level.WARNING);
        WEB_SOCKET.setLevel(Level.OFF);
    }
}
