package io.tickwire.gateway.limit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The pages that may connect, by the Origin that their browser names. It keeps pages out, not programs, which can name
 * any. Any thread.
 */
public final class OriginList {
    private static final String ANY = "*";
    private static final String OPAQUE = "null";
    private static final String SUBDOMAINS = "://*.";

    private final Set<Origin> origins = new HashSet<>();
    /** Each with a host that begins with a dot. */
    private final List<Origin> parents = new ArrayList<>();
    private final boolean isAnyAllowed;
    private final boolean isOpaqueAllowed;
    private final boolean isRequired;

    /**
     * Read the list.
     *
     * @param patterns   each an origin, such as {@code https://example.com} or {@code http://localhost:8080}; or
     *                   {@code https://*.example.com} for all of its subdomains, not itself; or {@code *} for all but
     *                   {@code null}; or {@code null} for pages without an origin, such as files
     * @param isRequired whether a handshake without Origin, as programs send it, is refused
     * @throws IllegalArgumentException saying which pattern is wrong, and what would be right
     */
    public OriginList(List<String> patterns, boolean isRequired) {
        for (final String pattern : patterns) {
            if (!ANY.equals(pattern) && !OPAQUE.equals(pattern)) {
                add(pattern);
            }
        }
        isAnyAllowed = patterns.contains(ANY);
        isOpaqueAllowed = patterns.contains(OPAQUE);
        this.isRequired = isRequired;
    }

    private void add(String pattern) {
        final int wildcard = pattern.indexOf(SUBDOMAINS);
        final Origin origin = Origin.parse(wildcard < 0 ? pattern
            : pattern.substring(0, wildcard) + "://" + pattern.substring(wildcard + SUBDOMAINS.length()));
        if (origin == null || wildcard >= 0 && origin.host().startsWith("[")) {
            throw new IllegalArgumentException("'" + pattern + "' is no origin; write for example "
                + "https://example.com, http://localhost:8080, https://*.example.com or *, without a path");
        }
        if (wildcard < 0) {
            origins.add(origin);
        } else {
            parents.add(new Origin(origin.scheme(), "." + origin.host(), origin.port()));
        }
    }

    /**
     * Whether a handshake's page may connect.
     *
     * @param text the Origin field; null if there is none
     * @return true if it may
     */
    public boolean allows(String text) {
        if (text == null) {
            return !isRequired;
        }
        if (OPAQUE.equals(text)) {
            return isOpaqueAllowed;
        }
        final Origin origin = Origin.parse(text);
        return isAnyAllowed || origin != null && (origins.contains(origin) || isBelowParent(origin));
    }

    private boolean isBelowParent(Origin origin) {
        for (final Origin parent : parents) {
            if (origin.scheme().equals(parent.scheme()) && origin.port() == parent.port()
                && origin.host().endsWith(parent.host()) && origin.host().length() > parent.host().length()) {
                return true;
            }
        }
        return false;
    }
}
