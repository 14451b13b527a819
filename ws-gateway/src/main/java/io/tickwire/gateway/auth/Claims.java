package io.tickwire.gateway.auth;

/**
 * What a good token says.
 *
 * @param subject     {@code sub}
 * @param tokenId     {@code jti}; null for none
 * @param expiresAtNs {@code exp}, ns since 1970
 * @param entitlement the token's own; null for none
 */
record Claims(String subject, String tokenId, long expiresAtNs, Entitlement entitlement) {
}
