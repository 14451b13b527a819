package io.tickwire.gateway.wire;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate with its private key, which belong together.
 *
 * @param chain the server's own certificate first
 * @param key   of the first certificate
 */
record CertifiedKey(List<X509Certificate> chain, PrivateKey key) {
    private static final byte[] PROBE = {1, 2, 3, 4};

    /** From two files in PEM, whose names are told in errors. */
    static CertifiedKey read(String certificateName, byte[] certificateFile, String keyName, byte[] keyFile)
        throws BadTlsFile {
        final List<X509Certificate> chain = chain(certificateName, certificateFile);
        final X509Certificate own = chain.get(0);
        final String algorithm = own.getPublicKey().getAlgorithm();
        if (!algorithm.equals("RSA") && !algorithm.equals("EC")) {
            throw new BadTlsFile(certificateName + ": the certificate's key is " + algorithm + "; use RSA or EC");
        }
        final CertifiedKey pair = new CertifiedKey(chain, PrivateKeys.read(keyName, keyFile, own.getPublicKey()));
        if (!pair.isOne()) {
            throw new BadTlsFile(keyName + " is not the key of the first certificate in " + certificateName + " ("
                + own.getSubjectX500Principal() + "); use the key it was made with, and put the server's own "
                + "certificate before those of the chain");
        }
        return pair;
    }

    private static List<X509Certificate> chain(String name, byte[] file) throws BadTlsFile {
        final List<X509Certificate> chain = new ArrayList<>();
        for (final PemBlock block : PemBlock.parse(name, file)) {
            if (block.type().equals("CERTIFICATE")) {
                try {
                    chain.add((X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(block.der())));
                } catch (final CertificateException e) {
                    throw new BadTlsFile(name + ": certificate " + (chain.size() + 1) + " can't be read ("
                        + e.getMessage() + "); copy the file again", e);
                }
            }
        }
        if (chain.isEmpty()) {
            throw new BadTlsFile(name + " has no certificate in PEM (a block BEGIN CERTIFICATE); make it with: "
                + "openssl x509 -inform DER -in " + name + " -out cert.pem, or from a .p12 or .pfx with: "
                + "openssl pkcs12 -in FILE.p12 -nokeys -out cert.pem");
        }
        return List.copyOf(chain);
    }

    /** Whether what the key signs is verified by the certificate. */
    private boolean isOne() {
        try {
            final Signature signature = Signature.getInstance(
                key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
            signature.initSign(key);
            signature.update(PROBE);
            final byte[] signed = signature.sign();
            signature.initVerify(own().getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (final GeneralSecurityException e) {
            return false;
        }
    }

    /** The server's own certificate. */
    X509Certificate own() {
        return chain.get(0);
    }

    /** What is wrong with using it at this time, ns since 1970; null if it is valid then. */
    String whyNotValidAt(long epochNs) {
        final Instant now = Instant.ofEpochSecond(0, epochNs);
        final Instant first = own().getNotBefore().toInstant();
        final Instant last = own().getNotAfter().toInstant();
        return now.isBefore(first) ? "is not valid before " + first
            : now.isAfter(last) ? "has expired at " + last : null;
    }
}
