package io.tickwire.gateway.wire;

import io.tickwire.config.TlsConfig;
import org.agrona.ErrorHandler;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * TLS as this server speaks it, with the certificate and key of two files. Which protocols and suites, and who says
 * which of them is used, is in {@link #parameters()}. The certificate may be replaced while the server runs. Any
 * thread, except for {@link #reload}.
 */
public final class TlsContexts {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    /** All with forward secrecy and authenticated encryption. The first one that a client knows is taken. */
    private static final List<String> SUITES = List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    private static final int SESSION_LIMIT = 1_024;
    private static final int SESSION_TIMEOUT_S = 3_600;
    private static final TrustManager[] NO_CLIENT_CERTIFICATES = {};

    static {
        // The launcher says so too; read by the JDK when TLS is first used, so an embedder may be too late for it, but
        // then a wire refuses by itself. An operator's own -D wins.
        if (System.getProperty("jdk.tls.rejectClientInitiatedRenegotiation") == null) {
            System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        }
    }

    private final TlsConfig config;
    private final ErrorHandler errors;
    private final TlsFiles files;
    private final CurrentKey current;
    private final SSLContext context;
    private final String[] suites;
    private final RecordBuffers buffers = new RecordBuffers();
    // The thread that reloads.
    private long nextLookNs;
    private boolean isInvalidityTold;
    /** Of the last look; null for none. */
    private String toldProblem;

    /**
     * Read the files.
     *
     * @param config with both files
     * @param errors is told when the certificate is not valid now, and what goes wrong in a reload
     * @param nowNs  ns since 1970
     * @throws IllegalStateException if the files can't be used, saying which, what is wrong and what would be right
     */
    public TlsContexts(TlsConfig config, ErrorHandler errors, long nowNs) {
        this.config = config;
        this.errors = errors;
        files = new TlsFiles(config);
        nextLookNs = nowNs + config.reloadIntervalNs();
        try {
            current = new CurrentKey(files.read());
            context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[]{current}, NO_CLIENT_CERTIFICATES, null);
        } catch (final BadTlsFile e) {
            throw new IllegalStateException("TLS can't start: " + e.getMessage(), e);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS: " + e.getMessage(), e);
        }
        context.getServerSessionContext().setSessionCacheSize(SESSION_LIMIT);
        context.getServerSessionContext().setSessionTimeout(SESSION_TIMEOUT_S);
        final List<String> known = List.of(context.getSupportedSSLParameters().getCipherSuites());
        suites = SUITES.stream().filter(known::contains).toArray(String[]::new);
        tellInvalidity(nowNs);
    }

    /**
     * Look at the files if it is time to, and use them for new connections if they have changed; connections that are
     * open stay as they are. Files that can't be used, as when only one of the two has been replaced so far, are told
     * once, and what was in use stays in use. One thread; reads files, so not one that must not wait.
     *
     * @param nowNs ns since 1970
     * @return whether another certificate is in use now
     */
    public boolean reload(long nowNs) {
        if (nowNs - nextLookNs < 0) {
            return false;
        }
        nextLookNs = nowNs + config.reloadIntervalNs();
        final boolean hasChanged = files.haveChanged() && replace();
        tellInvalidity(nowNs);
        return hasChanged;
    }

    private boolean replace() {
        try {
            final CertifiedKey next = files.read();
            toldProblem = null;
            if (next.equals(current.pair())) {
                return false;
            }
            current.replace(next);
            isInvalidityTold = false;
            return true;
        } catch (final BadTlsFile e) {
            // The files may be good as they are, once their permissions are right or there are handles again.
            files.forget();
            if (!e.getMessage().equals(toldProblem)) {
                toldProblem = e.getMessage();
                errors.onError(new IllegalStateException("the certificate in use stays: " + toldProblem, e));
            }
            return false;
        }
    }

    private void tellInvalidity(long nowNs) {
        final String why = current.pair().whyNotValidAt(nowNs);
        if (why != null && !isInvalidityTold) {
            errors.onError(new IllegalStateException("the certificate in " + config.certificateFile() + " " + why
                + ", so clients will refuse it; put a new one in its place"));
        }
        isInvalidityTold = why != null;
    }

    /**
     * TLS on a new connection.
     *
     * @param socket non-blocking and connected; nothing read from it yet
     * @return before its handshake
     */
    public Wire newWire(SocketChannel socket) {
        return new TlsWire(socket, context, newEngine(), buffers);
    }

    /**
     * For one connection, the server's side.
     *
     * @return before its handshake
     */
    public SSLEngine newEngine() {
        final SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(parameters());
        return engine;
    }

    /**
     * What connections have in common.
     *
     * @return always the same, also after a reload
     */
    public SSLContext context() {
        return context;
    }

    /**
     * Protocols and suites: TLS 1.3 and 1.2, forward secrecy and authenticated encryption only, in the server's order
     * of preference. No client certificates.
     *
     * @return a new object
     */
    public SSLParameters parameters() {
        final SSLParameters parameters = new SSLParameters(suites.clone(), PROTOCOLS.clone());
        parameters.setUseCipherSuitesOrder(true);
        return parameters;
    }
}
