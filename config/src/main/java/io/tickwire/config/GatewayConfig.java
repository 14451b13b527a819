package io.tickwire.config;

import java.util.List;

/**
 * The WebSocket gateway.
 *
 * @param host                   address to listen on
 * @param port                   port to listen on, 0 for any free one
 * @param connectionLimit        most connections at once
 * @param inboundFrameLimitBytes largest message from a client
 * @param symbolLimit            most patterns in the subscription of one connection
 * @param sendBufferBytes        the kernel's send buffer of each connection, 0 for the system's default
 * @param controlQueueLimitBytes most bytes of control messages that may wait for one connection
 * @param closeTimeoutNs         a connection that can't take its last bytes is cut after this, ns
 * @param handshakeTimeoutNs     a connection that has not finished its handshake is cut after this, ns
 * @param drainTimeoutNs         at a stop, connections that can't take their last bytes are cut after this, ns
 * @param reconnectSpreadNs      at a stop, clients are asked to come back after random times up to this, ns
 * @param otherAddresses         at a stop, clients are told these ws or wss addresses of other servers; may be empty
 * @param conflatedBufferBytes   the kernel's send buffer in mode conflated or trade-safe, 0 for sendBufferBytes
 * @param deflate                compression
 */
public record GatewayConfig(String host, int port, int connectionLimit, int inboundFrameLimitBytes, int symbolLimit,
                            int sendBufferBytes, int controlQueueLimitBytes, long closeTimeoutNs,
                            long handshakeTimeoutNs, long drainTimeoutNs, long reconnectSpreadNs,
                            List<String> otherAddresses, int conflatedBufferBytes, DeflateConfig deflate) {
    /** Keeps a copy of the list. */
    public GatewayConfig {
        otherAddresses = List.copyOf(otherAddresses);
    }
}
