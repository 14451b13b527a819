package io.tickwire.config;

/**
 * Compression on the WebSocket (permessage-deflate, RFC 7692).
 *
 * @param isEnabled      whether it is agreed with clients that offer it
 * @param thresholdBytes smaller frames of market data are sent as they are
 */
public record DeflateConfig(boolean isEnabled, int thresholdBytes) {
}
