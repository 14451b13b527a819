package io.tickwire.gateway.auth;

/**
 * What a good token gives.
 *
 * @param subject         whose token it is ({@code sub})
 * @param tokenId         which token it is ({@code jti}); null if it does not say
 * @param expiresAtNs     when it expires ({@code exp}), ns since 1970; it is taken for the clock skew longer
 * @param entitlement     what the subject may see
 * @param entitledByToken whether the token itself says so; else the entitlements file does, and may change
 */
public record Grant(String subject, String tokenId, long expiresAtNs, Entitlement entitlement,
                    boolean entitledByToken) {
}
