package io.tickwire.gateway.auth;

import org.jose4j.keys.HmacKey;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/** Reads the secret of HS256: text in base64 or base64url is decoded, any other text or bytes are taken as they are. */
final class SecretReader {
    /** Shortest secret, in bytes: as long as the signature. */
    static final int MIN_BYTES = 32;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]+={0,2}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*[\\r\\n]*");
    private static final int DER_SEQUENCE = 0x30;

    private SecretReader() {
    }

    /**
     * Read a secret.
     *
     * @param bytes all of the file
     * @return for HMAC
     * @throws BadContent if it is too short, or no secret at all
     */
    static Key secret(byte[] bytes) throws BadContent {
        final String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        // Anybody may have a public key; as a secret it would let anybody mint tokens.
        if (text.contains("-----BEGIN ") || text.startsWith("ssh-") || text.startsWith("{")) {
            throw noSecret();
        }
        final byte[] secret = decoded(text, bytes);
        if (isDer(secret) || isDer(bytes)) {
            throw noSecret();
        }
        if (secret.length < MIN_BYTES) {
            throw new BadContent("has a secret of " + secret.length + " bytes; HS256 needs " + MIN_BYTES
                + " or more, such as ./tickwire token keys --algorithm HS256 writes");
        }
        return new HmacKey(secret);
    }

    private static byte[] decoded(String text, byte[] bytes) {
        if (BASE64.matcher(text).matches()) {
            try {
                return Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
            } catch (final IllegalArgumentException noBase64) {
                return text.getBytes(StandardCharsets.ISO_8859_1);
            }
        }
        // An editor ends a text with a line feed, which nobody means to be part of the secret.
        return PRINTABLE.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).matches()
            ? text.getBytes(StandardCharsets.ISO_8859_1) : bytes;
    }

    /** Whether bytes are exactly one ASN.1 SEQUENCE, as every key and certificate is. */
    private static boolean isDer(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != DER_SEQUENCE) {
            return false;
        }
        final int first = bytes[1] & 0xff;
        if (first < 0x80) {
            return bytes.length == 2 + first;
        }
        final int lengthBytes = first - 0x80;
        if (lengthBytes == 0 || lengthBytes > 3 || bytes.length < 2 + lengthBytes) {
            return false;
        }
        int length = 0;
        for (final byte part : Arrays.copyOfRange(bytes, 2, 2 + lengthBytes)) {
            length = length << 8 | part & 0xff;
        }
        return bytes.length == 2 + lengthBytes + length;
    }

    private static BadContent noSecret() {
        return new BadContent("has a key, a certificate or JSON, but HS256 needs a secret of " + MIN_BYTES
            + " bytes or more; for a public key set auth.algorithm = RS256, ES256 or EdDSA");
    }
}
