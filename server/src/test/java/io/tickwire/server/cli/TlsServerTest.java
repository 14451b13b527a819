package io.tickwire.server.cli;

import io.tickwire.config.ConfigLoader;
import io.tickwire.config.TickwireConfig;
import io.tickwire.server.TickwireServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A whole server with certificate and key. */
@Timeout(60)
final class TlsServerTest {
    @TempDir
    private Path directory;

    private TickwireConfig config() {
        return new ConfigLoader().overrides(List.of("directory=" + directory.resolve("data"),
            "journal.directory=" + directory.resolve("journal"), "aeron.channel=aeron:ipc", "gateway.port=0",
            "http.port=0", "tls.certificateFile=" + directory.resolve("crt"), "tls.keyFile=" + directory.resolve("key"),
            "tls.reloadInterval=1s")).load().config();
    }

    private void replace(String certificate, String key) throws IOException {
        copy(certificate + ".crt", "crt");
        copy(key + ".key", "key");
    }

    private void copy(String from, String to) throws IOException {
        Files.copy(Path.of("../ws-gateway/src/test/resources/tls", from), directory.resolve(to),
            StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void shouldTellSecureAddressesAndTakeReplacedFilesByItself() throws Exception {
        replace("ec", "ec");
        final TickwireConfig config = config();
        try (TickwireServer server = TickwireServer.start(config)) {
            final StringWriter told = new StringWriter();
            ServerAddresses.print(server, config, new PrintWriter(told, true));
            assertTrue(told.toString().contains("wss://127.0.0.1:" + server.webSocketPort() + " "), told::toString);
            final int port = server.httpPort().orElseThrow();
            assertTrue(told.toString().contains("https://127.0.0.1:" + port), told::toString);

            assertEquals("CN=tickwire test EC", subject(port));
            replace("rsa", "rsa");
            String subject = "";
            // The test's time limit ends this if the certificate never comes.
            while (!subject.equals("CN=tickwire test RSA")) {
                subject = subject(port);
            }
        }
    }

    @Test
    void shouldLeaveNothingOpenWhenTheFilesDoNotFit() throws Exception {
        replace("ec", "leaf");
        final TickwireConfig config = config();
        final IllegalStateException refused = assertThrows(IllegalStateException.class,
            () -> TickwireServer.start(config).close());
        assertTrue(refused.getMessage().contains("is not the key of the first certificate"), refused::toString);
        replace("ec", "ec");
        TickwireServer.start(config).close();
    }

    private static String subject(int port) throws IOException, GeneralSecurityException {
        final SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[]{new TrustingAll()}, null);
        try (SSLSocket socket = (SSLSocket) trusting.getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), port)) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSubjectX500Principal().getName();
        }
    }

    /** What is looked at is which certificate comes. */
    private static final class TrustingAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {
            throw new UnsupportedOperationException("a client only");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {
            // Nothing to refuse.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
