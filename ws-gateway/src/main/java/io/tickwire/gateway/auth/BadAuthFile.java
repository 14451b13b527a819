package io.tickwire.gateway.auth;

import java.nio.file.Path;

/** A file of a key, of revocations or of entitlements that can't be used; says which, and what would be right. */
public final class BadAuthFile extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadAuthFile(String name, Path path, String problem) {
        super(name + " " + path + ": " + problem);
    }

    BadAuthFile(String message) {
        super(message);
    }
}
