package io.tickwire.server.cli;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;

/** A PEM file with the certificates that a client trusts, and no others. */
final class TrustedFile {
    private TrustedFile() {
    }

    /**
     * What a client checks a server's certificate with.
     *
     * @throws IllegalArgumentException if there is no certificate in the file, saying what would be right
     */
    static SSLContext context(Path file) {
        try {
            final KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (final Certificate certificate : certificates(file)) {
                trusted.setCertificateEntry(Integer.toString(trusted.size()), certificate);
            }
            final TrustManagerFactory trust = TrustManagerFactory.getInstance(
                TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            final SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (final GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("--ca can't be used: " + ErrorText.of(e), e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path file) throws IOException, CertificateException {
        final String wanted = "; give the server's certificate or that of the authority that signed it, as PEM"
            + " (-----BEGIN CERTIFICATE-----)";
        try (InputStream in = Files.newInputStream(file)) {
            final var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("--ca '" + file + "' is empty" + wanted);
            }
            return certificates;
        } catch (final CertificateException e) {
            throw new IllegalArgumentException("--ca '" + file + "' holds no certificate" + wanted, e);
        }
    }
}
