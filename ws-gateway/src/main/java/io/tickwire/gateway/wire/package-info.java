/** What the bytes of a connection go over: a socket, or TLS on one. */
package io.tickwire.gateway.wire;
