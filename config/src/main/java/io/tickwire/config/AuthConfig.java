package io.tickwire.config;

import java.nio.file.Path;

/**
 * Who may connect, and see what.
 *
 * @param enabled          whether a client must show a token
 * @param algorithm        the only one that is taken
 * @param keyFile          the secret (HS256), a public key in PEM, or a JWKS if its name ends with .json; null for none
 * @param issuer           the {@code iss} that a token must have; empty for none
 * @param audience         the {@code aud} that a token must have; empty for none
 * @param clockSkewNs      clocks may differ by this, ns
 * @param deadlineNs       a connection without a good token is closed after this, ns
 * @param expiryWarningNs  a client is warned so long before its token expires, ns; 0 for never
 * @param revocationFile   tokens and subjects that are refused; null for none
 * @param entitlementsFile what each subject may see; null for everything
 */
public record AuthConfig(boolean enabled, TokenAlgorithm algorithm, Path keyFile, String issuer, String audience,
                         long clockSkewNs, long deadlineNs, long expiryWarningNs, Path revocationFile,
                         Path entitlementsFile) {
}
