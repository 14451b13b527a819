package io.tickwire.gateway.auth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickwire.config.TokenAlgorithm;
import io.tickwire.fanout.DeliveryMode;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

import java.nio.file.Path;
import java.security.Key;
import java.util.concurrent.TimeUnit;

/** Signs tokens, for who runs a server without an identity provider, and for tests. One thread. */
public final class TokenMint {
    private final TokenAlgorithm algorithm;
    private final Key key;

    /**
     * Sign with a key.
     *
     * @param algorithm how
     * @param keyFile   the secret of HS256, else a private key in PEM (PKCS #8)
     * @throws BadAuthFile if the key can't be used
     */
    public TokenMint(TokenAlgorithm algorithm, Path keyFile) {
        this.algorithm = algorithm;
        this.key = WatchedFile.<Key>read("the key", keyFile, bytes -> algorithm == TokenAlgorithm.HS256
            ? SecretReader.secret(bytes) : KeyKind.privateKey(algorithm, bytes));
    }

    /**
     * Mint a token.
     *
     * @param order what it says
     * @return the token
     * @throws IllegalArgumentException if a server would not take it for its length
     */
    public String mint(TokenOrder order) {
        final JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(algorithm.text());
        signature.setHeader("typ", "JWT");
        if (order.keyId() != null) {
            signature.setKeyIdHeaderValue(order.keyId());
        }
        signature.setPayload(claims(order).toString());
        signature.setKey(key);
        try {
            final String token = signature.getCompactSerialization();
            if (token.length() > Authenticator.TOKEN_LIMIT_BYTES) {
                throw new IllegalArgumentException("the token would have " + token.length() + " bytes, but a server"
                    + " takes " + Authenticator.TOKEN_LIMIT_BYTES + "; use patterns, or an entitlements file");
            }
            return token;
        } catch (final JoseException e) {
            throw new IllegalStateException("the token can't be signed with " + algorithm.text(), e);
        }
    }

    private static ObjectNode claims(TokenOrder order) {
        final ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put("iss", order.issuer()).put("sub", order.subject()).put("aud", order.audience());
        claims.put("iat", TimeUnit.NANOSECONDS.toSeconds(order.issuedAtNs()));
        claims.put("exp", TimeUnit.NANOSECONDS.toSeconds(order.expiresAtNs()));
        if (order.tokenId() != null) {
            claims.put("jti", order.tokenId());
        }
        if (order.entitlement() != null) {
            write(order.entitlement(), claims.putObject("entitlements"));
        }
        return claims;
    }

    private static void write(Entitlement entitlement, ObjectNode to) {
        final ArrayNode symbols = to.putArray("symbols");
        entitlement.symbols().forEach(symbol -> symbols.add(symbol.text()));
        final ArrayNode modes = to.putArray("modes");
        entitlement.modes().stream().sorted().map(DeliveryMode::text).forEach(modes::add);
        to.put("maxRate", entitlement.maxRate()).put("connections", entitlement.connectionLimit());
    }
}
