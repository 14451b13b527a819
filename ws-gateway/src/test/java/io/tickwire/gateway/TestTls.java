package io.tickwire.gateway;

import io.tickwire.config.TlsConfig;
import io.tickwire.gateway.wire.TlsContexts;
import org.agrona.ErrorHandler;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

/** TLS with the certificate of the tests, wherever they are run from. */
final class TestTls {
    private TestTls() {
    }

    private static Path file(String name) {
        final URL url = TestTls.class.getResource("/tls/" + name);
        if (url == null) {
            throw new IllegalStateException("there is no tls/" + name + " on the class path; compile the tests");
        }
        try {
            return Path.of(url.toURI());
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server's side. */
    static TlsContexts server(ErrorHandler errors) {
        return new TlsContexts(new TlsConfig(file("ec.crt"), file("ec.key"), 1), errors,
            System.currentTimeMillis() * GatewayRig.MS);
    }

    /** The side of a client that trusts that certificate only. */
    static SSLContext client() {
        try (var in = Files.newInputStream(file("ec.crt"))) {
            final KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("server", CertificateFactory.getInstance("X.509").generateCertificate(in));
            final TrustManagerFactory trust = TrustManagerFactory.getInstance(
                TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            final SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
