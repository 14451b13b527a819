package io.tickwire.server.line;

import tlschannel.ClientTlsChannel;
import tlschannel.HeapBufferAllocator;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Random;
import java.util.function.UnaryOperator;

/** TLS of many clients, which know the certificate of the tests: of either version, with and without resumption. */
final class TlsTransport implements UnaryOperator<ByteChannel> {
    private static final Path FILES = Path.of("../ws-gateway/src/test/resources/tls");
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLContext context = newContext();
    private final int port;
    private final Random random;

    /** Sessions are remembered for the port; {@code random} chooses for each connection how it is made. */
    TlsTransport(int port, Random random) {
        this.port = port;
        this.random = random;
    }

    /** Of the configuration of the server. */
    static String[] settings() {
        return new String[]{"tls.certificateFile=" + FILES.resolve("ec.crt"), "tls.keyFile=" + FILES.resolve("ec.key")};
    }

    /** Trusts the server's certificate, and no other. */
    SSLContext context() {
        return context;
    }

    private static SSLContext newContext() {
        try (InputStream in = Files.newInputStream(FILES.resolve("ec.crt"))) {
            final KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("server", CertificateFactory.getInstance("X.509").generateCertificate(in));
            final TrustManagerFactory trust = TrustManagerFactory.getInstance(
                TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            final SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The client's side on a non-blocking channel; it throws what tls-channel throws when it must wait. */
    @Override
    public ByteChannel apply(ByteChannel beneath) {
        final SSLEngine engine = random.nextBoolean() ? context.createSSLEngine()
            : context.createSSLEngine("localhost", port);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[]{PROTOCOLS[random.nextInt(PROTOCOLS.length)]});
        // On the heap, so that the level of direct memory is the server's.
        return ClientTlsChannel.newBuilder(beneath, engine).withEncryptedBufferAllocator(new HeapBufferAllocator())
            .build();
    }
}
