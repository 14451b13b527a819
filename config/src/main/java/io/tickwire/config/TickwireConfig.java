package io.tickwire.config;

import java.nio.file.Path;

/**
 * Everything a server needs to know.
 *
 * @param directory where counters and the error log are
 * @param threading threads of the agents
 * @param aeron     where ticks come in
 * @param ring      the ring
 * @param journal   the journal
 * @param fanout    fan-out to subscribers
 * @param replay    replay to subscribers that are far behind
 * @param gateway   the WebSocket gateway
 * @param limits    what a client of the gateway may do
 * @param auth      who may connect, and see what
 * @param http      HTTP for the web page and health
 * @param metrics   what is measured beside the counters
 * @param audit     the audit log
 * @param tls       certificate and key of the gateway and of HTTP
 */
public record TickwireConfig(Path directory, ThreadingConfig threading, AeronConfig aeron, RingConfig ring,
                             JournalConfig journal, FanoutConfig fanout, ReplayConfig replay, GatewayConfig gateway,
                             GatewayLimits limits, AuthConfig auth, HttpConfig http,
                             MetricsConfig metrics, AuditConfig audit, TlsConfig tls) {
}
