package io.tickwire.gateway.auth;

import java.util.concurrent.TimeUnit;

/**
 * A token to mint.
 *
 * @param subject     {@code sub}
 * @param issuer      {@code iss}
 * @param audience    {@code aud}
 * @param issuedAtNs  {@code iat}, ns since 1970
 * @param expiresAtNs {@code exp}, ns since 1970
 * @param tokenId     {@code jti}; null for none
 * @param keyId       {@code kid} of the header; null for none
 * @param entitlement of the token itself; null leaves it to the server's entitlements file
 */
public record TokenOrder(String subject, String issuer, String audience, long issuedAtNs, long expiresAtNs,
                         String tokenId, String keyId, Entitlement entitlement) {
    /**
     * Checks what a server would refuse.
     *
     * @throws IllegalArgumentException saying what is wrong and what would be right
     */
    public TokenOrder {
        require(ClaimsReader.isName(subject), "the subject (sub)" + ClaimsReader.NAME_FORM);
        require(tokenId == null || ClaimsReader.isName(tokenId), "the id (jti)" + ClaimsReader.NAME_FORM);
        require(!issuer.isBlank(), "the issuer (iss) is empty; it must be auth.issuer of the server");
        require(!audience.isBlank(), "the audience (aud) is empty; it must be auth.audience of the server");
        require(expiresAtNs - issuedAtNs >= TimeUnit.SECONDS.toNanos(1),
            "the token would have expired when it is minted; give it 1s or more");
    }

    private static void require(boolean isGood, String problem) {
        if (!isGood) {
            throw new IllegalArgumentException(problem);
        }
    }
}
