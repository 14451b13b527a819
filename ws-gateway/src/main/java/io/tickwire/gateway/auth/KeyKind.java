package io.tickwire.gateway.auth;

import io.tickwire.config.TokenAlgorithm;
import org.jose4j.keys.EllipticCurves;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Reads keys and checks that they are of the kind that an algorithm needs. Any thread. */
final class KeyKind {
    /** Smallest RSA key, in bits. */
    static final int RSA_BITS = 2_048;
    private static final String[] FACTORIES = {"RSA", "EC", "EdDSA"};

    private interface Decoder<K extends Key> {
        K decode(KeyFactory factory) throws GeneralSecurityException;
    }

    private KeyKind() {
    }

    /** The public key of a PEM file. */
    static PublicKey publicKey(TokenAlgorithm algorithm, byte[] pem) throws BadContent {
        final PemText block = PemText.of(pem);
        if (block.label().endsWith("PRIVATE KEY")) {
            throw new BadContent("is a private key, which the server must not have; write the public one with"
                + " openssl pkey -in PRIVATE -pubout");
        }
        if (block.label().equals("CERTIFICATE")) {
            throw new BadContent("is a certificate; write its public key with openssl x509 -in CERTIFICATE -pubkey"
                + " -noout");
        }
        if (!block.label().equals("PUBLIC KEY")) {
            throw new BadContent("is " + block.label() + "; it must be PUBLIC KEY, as openssl pkey -pubout writes it");
        }
        return fitting(algorithm, factory -> factory.generatePublic(new X509EncodedKeySpec(block.der())));
    }

    /** The private key of a PEM file. */
    static PrivateKey privateKey(TokenAlgorithm algorithm, byte[] pem) throws BadContent {
        final PemText block = PemText.of(pem);
        if (!block.label().equals("PRIVATE KEY")) {
            throw new BadContent("is " + block.label() + "; it must be PRIVATE KEY (PKCS #8), as ./tickwire token keys"
                + " or openssl pkcs8 -topk8 -nocrypt writes it");
        }
        return fitting(algorithm, factory -> factory.generatePrivate(new PKCS8EncodedKeySpec(block.der())));
    }

    /** Refuse a key of another kind. */
    static void check(TokenAlgorithm algorithm, Key key) throws BadContent {
        final boolean fits = switch (algorithm) {
            case HS256 -> false;
            case RS256 -> key instanceof RSAKey rsa && rsa.getModulus().bitLength() >= RSA_BITS;
            case ES256 -> key instanceof ECKey ec && isP256(ec.getParams());
            case ED_DSA -> key instanceof EdECKey ed
                && ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
        };
        if (!fits) {
            throw new BadContent("is " + kind(key) + "; " + algorithm.text() + " needs " + needed(algorithm));
        }
    }

    /** What an algorithm needs; reads on after "needs". */
    static String needed(TokenAlgorithm algorithm) {
        return switch (algorithm) {
            case HS256 -> "a secret of " + SecretReader.MIN_BYTES + " bytes or more";
            case RS256 -> "an RSA key of " + RSA_BITS + " bits or more";
            case ES256 -> "an EC key on the curve P-256";
            case ED_DSA -> "an Ed25519 key";
        };
    }

    private static <K extends Key> K fitting(TokenAlgorithm algorithm, Decoder<K> decoder) throws BadContent {
        for (final String name : FACTORIES) {
            final K key;
            try {
                key = decoder.decode(KeyFactory.getInstance(name));
            } catch (final GeneralSecurityException otherKind) {
                continue;
            }
            check(algorithm, key);
            return key;
        }
        throw new BadContent("has no key that can be read; " + algorithm.text() + " needs " + needed(algorithm));
    }

    private static String kind(Key key) {
        if (key instanceof RSAKey rsa) {
            return "an RSA key of " + rsa.getModulus().bitLength() + " bits";
        }
        if (key instanceof ECKey ec) {
            return isP256(ec.getParams()) ? "an EC key on the curve P-256" : "an EC key on another curve than P-256";
        }
        return key instanceof EdECKey ed ? "an " + ed.getParams().getName() + " key" : "a key of another kind";
    }

    private static boolean isP256(ECParameterSpec spec) {
        return spec.getCurve().equals(EllipticCurves.P256.getCurve())
            && spec.getGenerator().equals(EllipticCurves.P256.getGenerator())
            && spec.getOrder().equals(EllipticCurves.P256.getOrder());
    }
}
