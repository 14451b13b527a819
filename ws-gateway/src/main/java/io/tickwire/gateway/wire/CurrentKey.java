package io.tickwire.gateway.wire;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * Gives each handshake the certificate and key that are in use when it begins. Their alias tells one pair from the
 * next, so that a handshake never has the certificate of one and the key of another. Any thread.
 */
final class CurrentKey extends X509ExtendedKeyManager {
    /** A pair that is in use, and the one before, with which handshakes may be under way. */
    private record Generation(long number, CertifiedKey pair, CertifiedKey before) {
        String alias() {
            return Long.toString(number);
        }

        CertifiedKey of(String alias) {
            return alias().equals(alias) ? pair : Long.toString(number - 1).equals(alias) ? before : null;
        }
    }

    private volatile Generation current;

    CurrentKey(CertifiedKey first) {
        current = new Generation(0, first, null);
    }

    /** One thread: new handshakes use this pair. */
    void replace(CertifiedKey next) {
        final Generation old = current;
        current = new Generation(old.number() + 1, next, old.pair());
    }

    CertifiedKey pair() {
        return current.pair();
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return chooseServerAlias(keyType, issuers, null);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        final Generation generation = current;
        return generation.pair().key().getAlgorithm().equals(keyType) ? generation.alias() : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        final CertifiedKey pair = current.of(alias);
        return pair == null ? null : pair.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        final CertifiedKey pair = current.of(alias);
        return pair == null ? null : pair.key();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        final String alias = chooseServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[]{alias};
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}
