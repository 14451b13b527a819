/**
 * The WebSocket gateway: handshake, session protocol and limits. All use of Java-WebSocket is in this package; it reads
 * and parses, but every byte that goes out is written by the fan-out thread that owns the connection.
 */
package io.tickwire.gateway;
