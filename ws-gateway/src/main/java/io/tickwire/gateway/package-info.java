/**
 * The WebSocket gateway: handshake, session protocol and limits. One thread accepts and reads; every byte that goes out
 * is written by the fan-out thread that owns the connection. All use of Java-WebSocket is in this package.
 */
package io.tickwire.gateway;
