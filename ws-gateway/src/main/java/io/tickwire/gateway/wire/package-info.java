/**
 * What a connection's bytes go over: a socket as it is, or TLS on one. All use of tls-channel is in this package, and
 * so is what decides which protocols, suites, certificate and key are in use.
 */
package io.tickwire.gateway.wire;
