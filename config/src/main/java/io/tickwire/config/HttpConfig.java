package io.tickwire.config;

/**
 * HTTP for the web page and health.
 *
 * @param enabled whether to listen at all
 * @param host    address to listen on
 * @param port    port to listen on, 0 for any free one
 */
public record HttpConfig(boolean enabled, String host, int port) {
}
