package io.tickwire.server.cli;

import io.tickwire.client.ClientConfig;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Locale;

/** How a subscriber is let in, and whom it trusts. Nothing that it says holds the token. */
final class AccessOptions {
    @Option(names = "--token", paramLabel = "TOKEN",
        description = {"the token that the server asks for; others on this machine can see",
            "it in the list of processes, so --token-file is better"})
    private String token;
    @Option(names = "--token-file", paramLabel = "FILE",
        description = {"a file with the token; it is read again before each connection and",
            "when the token is about to expire, so another program may renew it"})
    private Path tokenFile;
    @Option(names = "--ca", paramLabel = "FILE",
        description = {"for wss: trust the certificates in this PEM file only, the server's",
            "own or that of the authority that signed it"})
    private Path authorities;
    @Option(names = "--follow", paramLabel = "HOST", split = ",",
        description = {"when the server stops and names other servers, go on at one on this",
            "HOST, HOST:PORT or *.DOMAIN, which gets the token too; may be repeated"})
    private String[] followHosts = {};

    /**
     * Give a client what the options say.
     *
     * @throws IllegalArgumentException if an option can't be used, saying what would be right
     */
    void apply(ClientConfig.Builder config, String url) {
        config.followHosts(followHosts);
        if (token != null && tokenFile != null) {
            throw new IllegalArgumentException("--token and --token-file exclude each other; give one of them");
        }
        if (token != null) {
            if (!TokenFile.isToken(token)) {
                throw new IllegalArgumentException("--token must be a JWT, as 'tickwire token mint' prints it: "
                    + "letters, digits, '-', '_' and '.' only");
            }
            config.token(() -> token);
        } else if (tokenFile != null) {
            final TokenFile file = new TokenFile(tokenFile);
            try {
                file.get();
            } catch (final IllegalStateException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
            config.token(file);
        }
        if (authorities != null) {
            if (!url.toLowerCase(Locale.ROOT).startsWith("wss:")) {
                throw new IllegalArgumentException("--ca is for an address that begins with wss:// only: " + url);
            }
            config.trust(TrustedFile.context(authorities));
        }
    }

    /** What may help a client that is not let in; empty if nothing comes to mind. */
    String tokenHint() {
        return token == null && tokenFile == null ? "; use --token-file or --token" : "";
    }

    /** What may help where no connection comes about; empty if nothing comes to mind. */
    String trustHint(String url) {
        return authorities == null && url.toLowerCase(Locale.ROOT).startsWith("wss:")
            ? " and is its certificate trusted here (else use --ca)" : "";
    }
}
