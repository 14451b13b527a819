package io.tickwire.gateway;

import io.tickwire.config.AuthConfig;
import io.tickwire.core.counters.CounterId;
import io.tickwire.gateway.auth.Authenticator;
import io.tickwire.gateway.auth.BadToken;
import io.tickwire.gateway.auth.Grant;
import io.tickwire.gateway.auth.Standing;
import io.tickwire.gateway.limit.ConnectionLimits;

/**
 * Who clients are, and what of their rights is left. Without an authenticator everyone may come, and has all rights.
 * Reader thread only.
 */
final class Access {
    private final Authenticator authenticator;
    private final AuthConfig config;
    private final ConnectionLimits<String> bySubject;
    private final int limitPerSubject;
    private long version;

    Access(Security security, int limitPerSubject) {
        authenticator = security.authenticator();
        config = security.auth();
        this.limitPerSubject = limitPerSubject;
        bySubject = new ConnectionLimits<>(limitPerSubject);
    }

    boolean isRequired() {
        return authenticator != null;
    }

    long deadlineNs(long nowNs) {
        return nowNs + config.deadlineNs();
    }

    /** So long before its end a token is worth a warning; 0 for never. */
    long warningNs() {
        return config.expiryWarningNs();
    }

    /** So long after its end a token is still taken. */
    long clockSkewNs() {
        return config.clockSkewNs();
    }

    /**
     * Check the token that came with a handshake.
     *
     * @return null if there is none, or none is needed
     * @throws BadHandshake if it is not taken
     */
    Grant grant(HandshakeRequest request, long nowNs) throws BadHandshake {
        if (authenticator == null || request.token() == null) {
            return null;
        }
        try {
            return authenticator.authenticate(request.token(), nowNs);
        } catch (final BadToken e) {
            throw new BadHandshake("401 Unauthorized", "WWW-Authenticate: Bearer error=\"invalid_token\"",
                e.getMessage(), CounterId.LIMIT_TOKEN);
        }
    }

    Grant grant(String token, long nowNs) throws BadToken {
        return authenticator.authenticate(token, nowNs);
    }

    /** Count a connection of a subject in; null, or which limit is in the way. */
    String enter(Grant grant) {
        final int own = grant.entitlement().connectionLimit();
        if (own > 0 && bySubject.count(grant.subject()) >= own) {
            return "your token allows " + own + " connections, which are open; close one";
        }
        return bySubject.tryOpen(grant.subject()) ? null : limitPerSubject
            + " connections of yours are open: gateway.connectionLimitPerSubject; close one";
    }

    void leave(Grant grant) {
        bySubject.close(grant.subject());
    }

    /** Look for changed files, now and then. */
    void reload(long nowNs) {
        if (authenticator != null && authenticator.reload(nowNs)) {
            version++;
        }
    }

    /** Changes when open sessions have to be looked at. */
    long version() {
        return version;
    }

    Standing standing(Grant grant, long nowNs) {
        return authenticator.standing(grant, nowNs);
    }

    Grant renewed(Grant grant) {
        return authenticator.renewed(grant);
    }
}
