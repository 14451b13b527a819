package io.tickwire.gateway.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/**
 * Reads the private key of a certificate: PKCS#8, or one of the older forms PKCS#1 (RSA) and SEC1 (EC). Those are the
 * inner part of PKCS#8 without the name of the algorithm, which the certificate's public key has in the same form.
 */
final class PrivateKeys {
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    private static final int LONG_LENGTH = 0x80;

    private PrivateKeys() {
    }

    /** The first private key of the file, which must be of the kind of the public key. */
    static PrivateKey read(String name, byte[] file, PublicKey publicKey) throws BadTlsFile {
        final List<PemBlock> keys = PemBlock.parse(name, file).stream()
            .filter(block -> block.type().endsWith("PRIVATE KEY")).toList();
        if (keys.isEmpty()) {
            throw new BadTlsFile(name + " has no private key in PEM (a block BEGIN PRIVATE KEY); make it with: "
                + "openssl pkey -inform DER -in " + name + " -out key.pem, or from a .p12 or .pfx with: "
                + "openssl pkcs12 -in FILE.p12 -nocerts -nodes -out key.pem");
        }
        final PemBlock key = keys.get(0);
        if (key.isEncrypted()) {
            throw new BadTlsFile(name + ": the private key is encrypted, and a server that starts by itself can't ask "
                + "for the password; decrypt it with: openssl pkey -in " + name + " -out key.pem, and let only the "
                + "server's user read it");
        }
        final String algorithm = publicKey.getAlgorithm();
        final byte[] pkcs8 = switch (key.type()) {
            case "PRIVATE KEY" -> key.der();
            case "RSA PRIVATE KEY" -> wrap(name, key, "RSA", publicKey);
            case "EC PRIVATE KEY" -> wrap(name, key, "EC", publicKey);
            default -> throw new BadTlsFile(name + " has a " + key.type() + "; use an RSA or EC key");
        };
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (final GeneralSecurityException | RuntimeException e) {
            throw new BadTlsFile(name + " has no private key that goes with the certificate, whose key is "
                + algorithm + " (" + e.getMessage() + "); use the key that the certificate was made with; if it "
                + "is that one, convert it with: openssl pkcs8 -topk8 -nocrypt -in " + name + " -out key.pem", e);
        }
    }

    private static byte[] wrap(String name, PemBlock key, String keyAlgorithm, PublicKey publicKey)
        throws BadTlsFile {
        if (!keyAlgorithm.equals(publicKey.getAlgorithm())) {
            throw new BadTlsFile(name + " has a key of kind " + keyAlgorithm + ", but the certificate's is "
                + publicKey.getAlgorithm() + "; use the key that the certificate was made with");
        }
        return der(SEQUENCE, VERSION_0, algorithmIdentifier(publicKey.getEncoded()), der(OCTET_STRING, key.der()));
    }

    /** The first element inside the outer sequence of a SubjectPublicKeyInfo, with its header. */
    private static byte[] algorithmIdentifier(byte[] publicKeyInfo) {
        final ByteBuffer info = ByteBuffer.wrap(publicKeyInfo);
        header(info);
        final int start = info.position();
        final int end = header(info) + info.position();
        final byte[] identifier = new byte[end - start];
        info.position(start).get(identifier);
        return identifier;
    }

    /** Moves behind tag and length, and gives the length. */
    private static int header(ByteBuffer der) {
        der.get();
        final int first = der.get() & 0xFF;
        if (first < LONG_LENGTH) {
            return first;
        }
        int length = 0;
        for (int i = first - LONG_LENGTH; i > 0; i--) {
            length = length << 8 | der.get() & 0xFF;
        }
        return length;
    }

    private static byte[] der(int tag, byte[]... parts) {
        final ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (final byte[] part : parts) {
            content.writeBytes(part);
        }
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        final int length = content.size();
        if (length < LONG_LENGTH) {
            out.write(length);
        } else {
            // As few bytes as there can be, or the JDK refuses it.
            final int lengthBytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(LONG_LENGTH + lengthBytes);
            for (int i = lengthBytes - 1; i >= 0; i--) {
                out.write(length >> 8 * i);
            }
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
