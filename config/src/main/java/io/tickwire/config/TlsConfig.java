package io.tickwire.config;

import java.nio.file.Path;

/**
 * TLS of the gateway and of HTTP: both have it, or neither.
 *
 * @param certificateFile  the server's certificate in PEM, then those of its chain; null without TLS
 * @param keyFile          the certificate's private key in PEM; null without TLS
 * @param reloadIntervalNs the files are looked at this often, ns
 */
public record TlsConfig(Path certificateFile, Path keyFile, long reloadIntervalNs) {
    /**
     * Whether there is TLS.
     *
     * @return true if both files are named
     */
    public boolean isEnabled() {
        return certificateFile != null && keyFile != null;
    }
}
