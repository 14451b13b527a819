package io.tickwire.gateway;

import io.tickwire.gateway.auth.Grant;
import io.tickwire.gateway.auth.Standing;

import java.util.concurrent.TimeUnit;

/**
 * The client of one connection and what it may do: first maybe a stranger, whose only way is to show a token, then the
 * owner of a grant until that ends. Reader thread only.
 */
final class Visitor {
    private final Connection connection;
    private final Session session;
    private final Access access;
    private final long authDeadlineNs;
    private Grant grant;
    private boolean isAdmitted;
    private boolean isWarned;
    private long seenVersion;

    /** {@code grant} came with the handshake; null if none did. */
    Visitor(Connection connection, Session session, Access access, Grant grant, long nowNs) {
        this.connection = connection;
        this.session = session;
        this.access = access;
        this.grant = grant;
        authDeadlineNs = access.isRequired() ? access.deadlineNs(nowNs) : Long.MAX_VALUE;
        seenVersion = access.version();
    }

    Session session() {
        return session;
    }

    /** Null if no token is needed, or none was shown yet. */
    Grant grant() {
        return grant;
    }

    void grant(Grant newGrant) {
        grant = newGrant;
        isWarned = false;
    }

    /** Whether it must show a token before anything else. */
    boolean isStranger() {
        return access.isRequired() && grant == null;
    }

    /** Whether fan-out knows it. */
    boolean isAdmitted() {
        return isAdmitted;
    }

    void admitted() {
        isAdmitted = true;
    }

    /** A look at the time, and at files that have changed. */
    void check(long nowNs) {
        if (!access.isRequired() || connection.outbound().isEnding()) {
            return;
        }
        if (grant == null) {
            if (nowNs >= authDeadlineNs) {
                session.close(CloseCode.UNAUTHENTICATED, "no token was shown in time: auth.deadline");
            }
            return;
        }
        if (seenVersion != access.version() || nowNs >= grant.expiresAtNs()) {
            seenVersion = access.version();
            checkStanding(nowNs);
        }
        final long leftNs = grant.expiresAtNs() - nowNs;
        if (!isWarned && leftNs <= access.warningNs() && access.warningNs() > 0) {
            isWarned = true;
            session.expiring(TimeUnit.NANOSECONDS.toMillis(Math.max(0, leftNs)));
        }
    }

    private void checkStanding(long nowNs) {
        final Standing standing = access.standing(grant, nowNs);
        switch (standing) {
            case EXPIRED -> session.close(CloseCode.TOKEN_EXPIRED, "the token has expired; connect with another");
            case REVOKED -> session.close(CloseCode.REVOKED, "the token, or every token of its subject, was revoked");
            case RIGHTS_REDUCED -> session.close(CloseCode.RIGHTS_CHANGED,
                "you may have less than before; connect again and resume");
            case VALID -> grant = access.renewed(grant);
            default -> throw new IllegalStateException("no such standing: " + standing);
        }
    }
}
