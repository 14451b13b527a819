/** permessage-deflate (RFC 7692): what is agreed in a handshake, and how a client's messages are inflated. */
package io.tickwire.gateway.deflate;
