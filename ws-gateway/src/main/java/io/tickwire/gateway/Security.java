package io.tickwire.gateway;

import io.tickwire.config.AuthConfig;
import io.tickwire.gateway.audit.AuditLog;
import io.tickwire.gateway.auth.Authenticator;
import io.tickwire.gateway.wire.TlsContexts;

/**
 * What guards the gateway beside its limits.
 *
 * @param tls           null: connections are plain
 * @param auth          deadlines of authentication
 * @param authenticator null: nobody needs a token
 * @param audit         null: nothing is written down
 */
public record Security(TlsContexts tls, AuthConfig auth, Authenticator authenticator, AuditLog audit) {
    /** No TLS, no tokens, no audit. */
    public static final Security NONE = new Security(null, null, null, null);
}
