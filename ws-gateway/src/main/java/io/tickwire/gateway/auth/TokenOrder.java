package io.tickwire.gateway.auth;

/**
 * A token to mint.
 *
 * @param subject      {@code sub}
 * @param issuer       {@code iss}
 * @param audience     {@code aud}
 * @param issuedAtNs   {@code iat}, ns since 1970
 * @param expiresAtNs  {@code exp}, ns since 1970
 * @param tokenId      {@code jti}; null for none
 * @param keyId        {@code kid} of the header; null for none
 * @param entitlement  of the token itself; null leaves it to the server's entitlements file
 */
public record TokenOrder(String subject, String issuer, String audience, long issuedAtNs, long expiresAtNs,
                         String tokenId, String keyId, Entitlement entitlement) {
}
