package io.tickwire.gateway.auth;

import java.io.IOException;
import java.nio.file.Path;

/** A file of a key, of revocations or of entitlements that can't be used; says which, and what would be right. */
public final class BadAuthFile extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadAuthFile(String name, Path path, String problem) {
        super(name + " " + path + ": " + problem);
    }

    /** The file is there, but was not read: it may be as good as it is. */
    BadAuthFile(String name, Path path, IOException cause) {
        super(name + " " + path + ": can't be read (" + cause.getClass().getSimpleName()
            + "); the server's user needs the right to read it", cause);
    }

    BadAuthFile(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether the same file may be read well another time. */
    boolean isWorthAnotherTry() {
        return getCause() instanceof IOException;
    }
}
