package io.tickwire.server.cli;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps what libraries say about themselves at start off the screen; their warnings still show. */
final class LibraryLogs {
    // The JDK's log manager forgets a logger, and its level with it, that nobody holds.
    private static final List<Logger> LOGGERS = List.of(
        Logger.getLogger("net.openhft"), Logger.getLogger("org.java_websocket"));

    private LibraryLogs() {
    }

    static void warningsOnly() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
    }
}
