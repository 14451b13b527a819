package io.tickwire.gateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.config.TokenAlgorithm;
import io.tickwire.gateway.auth.BadToken.Reason;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

import java.util.Base64;
import java.util.regex.Pattern;

/** Checks a token's form and signature, with one algorithm only. One thread. */
final class TokenVerifier {
    private static final Pattern COMPACT = Pattern.compile("[\\w-]++\\.[\\w-]++\\.[\\w-]*+");

    private final TokenAlgorithm algorithm;
    private final AlgorithmConstraints constraints;

    TokenVerifier(TokenAlgorithm algorithm) {
        this.algorithm = algorithm;
        this.constraints = new AlgorithmConstraints(ConstraintType.PERMIT, algorithm.text());
    }

    /**
     * Check a token.
     *
     * @param token as it came
     * @param keys  to choose from
     * @return its claims, as JSON text that nobody has looked at
     * @throws BadToken if it is not signed with one of the keys
     */
    byte[] verify(String token, KeySet keys) throws BadToken {
        if (token == null || token.isEmpty()) {
            throw malformed("is missing; send the JWT as a text");
        }
        if (token.length() > Authenticator.TOKEN_LIMIT_BYTES) {
            throw new BadToken(Reason.TOO_LONG, "the token has " + token.length() + " bytes; it may have "
                + Authenticator.TOKEN_LIMIT_BYTES);
        }
        if (!COMPACT.matcher(token).matches()) {
            throw malformed("is not a signed JWT; it must be three base64url texts with a dot between: "
                + "HEADER.CLAIMS.SIGNATURE");
        }
        final String[] parts = token.split("\\.", -1);
        final String keyId = checkHeader(decoded(parts[0]));
        final byte[] claims = decoded(parts[1]);
        decoded(parts[2]);
        if (!isSigned(token, keys, keyId)) {
            throw new BadToken(Reason.BAD_SIGNATURE, "the token's signature does not fit; it must be signed with "
                + algorithm.text() + " and a key that the server knows, and not be changed nor cut");
        }
        return claims;
    }

    private String checkHeader(byte[] utf8) throws BadToken {
        final JsonNode header;
        try {
            header = StrictJson.object(utf8);
        } catch (final BadContent e) {
            throw malformed("has a header that " + e.getMessage());
        }
        final JsonNode name = header.get("alg");
        if (name == null || !name.isTextual()) {
            throw malformed("has a header without alg; it must be " + algorithm.text());
        }
        if (!name.textValue().equals(algorithm.text())) {
            throw new BadToken(Reason.WRONG_ALGORITHM, "the token is signed with another algorithm (alg) than "
                + algorithm.text() + ", the only one that is taken here");
        }
        // Each changes what is signed or how it is read; none is needed here.
        if (header.has("crit") || header.has("b64") || header.has("zip")) {
            throw malformed("has a header with crit, b64 or zip; leave them out");
        }
        final JsonNode keyId = header.get("kid");
        if (keyId != null && !keyId.isTextual()) {
            throw malformed("has a header whose kid is no text");
        }
        return keyId == null ? null : keyId.textValue();
    }

    private boolean isSigned(String token, KeySet keys, String keyId) throws BadToken {
        final JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(constraints);
        signature.setKey(keys.key(keyId));
        try {
            signature.setCompactSerialization(token);
            return signature.verifySignature();
        } catch (final JoseException e) {
            return false;
        }
    }

    /** Only the one right way to write bytes is taken, so that no two texts are the same token. */
    private static byte[] decoded(String part) throws BadToken {
        try {
            final byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (final IllegalArgumentException e) {
            throw notBase64();
        }
        throw notBase64();
    }

    private static BadToken notBase64() {
        return malformed("has a part that is not base64url; it seems to be cut off");
    }

    private static BadToken malformed(String problem) {
        return new BadToken(Reason.MALFORMED, "the token " + problem);
    }
}
