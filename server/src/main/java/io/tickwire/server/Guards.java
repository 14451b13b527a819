package io.tickwire.server;

import io.tickwire.config.TickwireConfig;
import io.tickwire.core.counters.CounterFile;
import io.tickwire.core.counters.CounterId;
import io.tickwire.gateway.Security;
import io.tickwire.gateway.audit.AuditLog;
import io.tickwire.gateway.auth.Authenticator;
import io.tickwire.gateway.wire.TlsContexts;

import java.io.IOException;

/** TLS, tokens and the audit log, each if the configuration has it. */
final class Guards implements AutoCloseable {
    private final Security security;

    /**
     * Read certificates and keys, and open the audit log.
     *
     * @throws IOException      if the audit log can't be written
     * @throws RuntimeException if a file of a certificate or a key can't be used, saying why
     */
    Guards(TickwireConfig config, long epoch, long nowNs, CounterFile counters) throws IOException {
        final TlsContexts tls =
            config.tls().isEnabled() ? new TlsContexts(config.tls(), counters.errors(), nowNs) : null;
        final Authenticator authenticator =
            config.auth().enabled() ? new Authenticator(config.auth(), counters.errors()) : null;
        final AuditLog audit = config.audit().directory() == null ? null : new AuditLog(config.audit(),
            String.format("%016x", epoch), nowNs, counters.counter(CounterId.AUDIT_LOST), counters.errors());
        security = new Security(tls, config.auth(), authenticator, audit);
    }

    Security security() {
        return security;
    }

    @Override
    public void close() {
        if (security.audit() != null) {
            security.audit().close();
        }
    }
}
