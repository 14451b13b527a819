package io.tickwire.config;

import java.util.List;

/**
 * What a client of the gateway may do, and whose word is taken for where it is.
 *
 * @param connectionLimitPerAddress most connections at once of an address, 0 for any number
 * @param connectionLimitPerSubject most connections at once of a token's subject, 0 for any number
 * @param connectionRate            most new connections a second in all, 0 for any number
 * @param connectionRatePerAddress  most new connections a second of an address, 0 for any number
 * @param messageRate               most messages a second from a connection, twice as many at once, 0 for any number
 * @param origins                   the pages that may connect: origins, with a wildcard for subdomains, or *
 * @param originRequired            whether a handshake must name its origin, as browsers do and programs do not
 * @param pingIntervalNs            a connection is pinged this often, ns
 * @param idleTimeoutNs             a connection from which nothing is heard is closed after this, ns
 * @param proxyProtocol             whether connections of trusted proxies begin with a PROXY protocol header
 * @param trustedProxies            addresses and ranges of the proxies whose word is taken for a client's address
 */
public record GatewayLimits(int connectionLimitPerAddress, int connectionLimitPerSubject, int connectionRate,
                            int connectionRatePerAddress, int messageRate, List<String> origins,
                            boolean originRequired, long pingIntervalNs, long idleTimeoutNs, boolean proxyProtocol,
                            List<String> trustedProxies) {
}
