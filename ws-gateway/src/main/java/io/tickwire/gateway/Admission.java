package io.tickwire.gateway;

import io.tickwire.config.GatewayLimits;
import io.tickwire.core.counters.CounterId;
import io.tickwire.gateway.limit.AddressGate;
import io.tickwire.gateway.limit.OriginList;
import io.tickwire.gateway.limit.Refusal;
import io.tickwire.gateway.proxy.ForwardedFor;
import io.tickwire.gateway.proxy.IpAddress;
import io.tickwire.gateway.proxy.TrustedAddresses;

/**
 * Who may come in: by address, which proxies may tell for others, and by origin. An address is counted as soon as it is
 * known: at once, or behind a proxy's header, or in the handshake. Reader thread only.
 */
final class Admission {
    private final AddressGate gate;
    private final OriginList origins;
    private final TrustedAddresses trusted;
    private final ForwardedFor forwardedFor;
    private final boolean isProxyProtocol;
    private final RefusedSockets refused = new RefusedSockets();

    Admission(GatewayLimits limits) {
        gate = new AddressGate(limits);
        origins = new OriginList(limits.origins(), limits.originRequired());
        trusted = new TrustedAddresses(limits.trustedProxies());
        forwardedFor = new ForwardedFor(trusted);
        isProxyProtocol = limits.proxyProtocol();
    }

    /** Whether connections of a peer begin with a header of the PROXY protocol. */
    boolean expectsProxyHeader(IpAddress peer) {
        return isProxyProtocol && trusted.contains(peer);
    }

    /** Whether a peer's handshake may say for whom it is. */
    boolean mayForward(IpAddress peer) {
        return trusted.contains(peer);
    }

    /** The client's address as the handshake has it. */
    IpAddress client(IpAddress peer, HandshakeRequest request) {
        return forwardedFor.client(peer, request.forwardedFor());
    }

    /**
     * Count a connection in.
     *
     * @throws BadHandshake if it is one too many; then it is not counted
     */
    void enter(IpAddress client, long nowNs) throws BadHandshake {
        final Refusal refusal = gate.tryOpen(client, nowNs);
        if (refusal != null) {
            throw new BadHandshake(refusal.status(), Refusal.RETRY_AFTER, refusal.text(),
                refusal == Refusal.RATE ? CounterId.LIMIT_CONNECTION_RATE : CounterId.LIMIT_ADDRESS);
        }
    }

    /** Those who are not let in. Any thread. */
    RefusedSockets refused() {
        return refused;
    }

    /** A connection that was counted in has ended. */
    void leave(IpAddress client) {
        gate.close(client);
    }

    /**
     * Look at the page that connects.
     *
     * @throws BadHandshake if it may not
     */
    void checkOrigin(HandshakeRequest request) throws BadHandshake {
        if (!origins.allows(request.origin())) {
            throw new BadHandshake("403 Forbidden", "", request.origin() == null
                ? "this server takes browsers only: send the Origin of the page"
                : "pages of this origin may not connect; the operator's list is gateway.origins",
                CounterId.LIMIT_ORIGIN);
        }
    }
}
