package io.tickwire.gateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.config.TokenAlgorithm;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

import java.security.Key;
import java.util.HashMap;
import java.util.Map;

/** Reads a key set (JWKS, RFC 7517). Keys for other algorithms, which an issuer may also have, are passed over. */
final class JwksReader {
    private final TokenAlgorithm algorithm;

    JwksReader(TokenAlgorithm algorithm) {
        this.algorithm = algorithm;
    }

    /**
     * Read a key set.
     *
     * @param bytes all of the file
     * @return one key or more
     * @throws BadContent if it has no key for the algorithm, a broken one, or one that is not public
     */
    KeySet keys(byte[] bytes) throws BadContent {
        final JsonNode keys = StrictJson.object(bytes).path("keys");
        if (!keys.isArray()) {
            throw new BadContent("must be a key set: {\"keys\":[{\"kty\":...,\"kid\":...}]}");
        }
        final Map<String, Key> byId = new HashMap<>();
        Key nameless = null;
        int count = 0;
        for (int i = 0; i < keys.size(); i++) {
            final JsonNode jwk = keys.get(i);
            final String place = "keys[" + i + "] ";
            if (jwk.has("d")) {
                throw new BadContent(place + "has a private key (d), which the server must not have; leave it out");
            }
            if (!isUsable(jwk)) {
                continue;
            }
            final Key key = key(jwk, place);
            count++;
            if (!jwk.has("kid")) {
                nameless = key;
            } else if (!jwk.get("kid").isTextual() || byId.put(jwk.get("kid").textValue(), key) != null) {
                throw new BadContent(place + "must have a kid of its own, as a text");
            }
        }
        if (count == 0) {
            throw new BadContent("has no key for " + algorithm.text() + "; add "
                + KeyKind.needed(algorithm) + " for signatures");
        }
        if (nameless != null && count > 1) {
            throw new BadContent("has several keys for " + algorithm.text() + ", one of them without kid; give each a"
                + " kid");
        }
        return nameless == null ? KeySet.of(byId) : KeySet.ofOne(nameless);
    }

    private boolean isUsable(JsonNode jwk) {
        final String type = switch (algorithm) {
            case HS256 -> "oct";
            case RS256 -> "RSA";
            case ES256 -> "EC";
            case ED_DSA -> "OKP";
        };
        return type.equals(jwk.path("kty").asText()) && "sig".equals(jwk.path("use").asText("sig"))
            && algorithm.text().equals(jwk.path("alg").asText(algorithm.text()));
    }

    private Key key(JsonNode jwk, String place) throws BadContent {
        final Key key;
        try {
            key = ((PublicJsonWebKey) JsonWebKey.Factory.newJwk(jwk.toString())).getPublicKey();
        } catch (final JoseException | RuntimeException e) {
            // The library has exceptions of many kinds for a member of the wrong type; their texts repeat the key.
            throw new BadContent(place + "can't be read as a key of type " + jwk.path("kty").asText()
                + "; take it as the issuer publishes it");
        }
        try {
            KeyKind.check(algorithm, key);
        } catch (final BadContent e) {
            throw new BadContent(place + e.getMessage());
        }
        return key;
    }
}
