package io.tickwire.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that the files of TLS are there, and that nobody listens to the world without TLS by mistake. */
final class TlsChecks {
    /** Finds all addresses of a host. */
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Settings settings;
    private final Resolver resolver;

    TlsChecks(Settings settings, Resolver resolver) {
        this.settings = settings;
        this.resolver = resolver;
    }

    /** Note all that is wrong. */
    void check() {
        if (settings.isAnyWrong(ConfigKey.TLS_CERTIFICATE_FILE, ConfigKey.TLS_KEY_FILE)) {
            return;
        }
        final boolean hasCertificate = file(ConfigKey.TLS_CERTIFICATE_FILE).isPresent();
        final boolean hasKey = file(ConfigKey.TLS_KEY_FILE).isPresent();
        readable(ConfigKey.TLS_CERTIFICATE_FILE);
        readable(ConfigKey.TLS_KEY_FILE);
        if (hasCertificate != hasKey) {
            final ConfigKey given = hasCertificate ? ConfigKey.TLS_CERTIFICATE_FILE : ConfigKey.TLS_KEY_FILE;
            final ConfigKey absent = hasCertificate ? ConfigKey.TLS_KEY_FILE : ConfigKey.TLS_CERTIFICATE_FILE;
            settings.problem(settings.origin(given), given.path() + " is set, but " + absent.path()
                + " is not; TLS needs both files, plain connections neither");
        } else if (hasCertificate) {
            otherAddresses();
        } else {
            plain(ConfigKey.GATEWAY_HOST, ConfigKey.GATEWAY_ALLOW_PLAIN, "ws://");
            if (!settings.isAnyWrong(ConfigKey.HTTP_ENABLED) && flag(ConfigKey.HTTP_ENABLED)) {
                plain(ConfigKey.HTTP_HOST, ConfigKey.HTTP_ALLOW_PLAIN, "http://");
            }
        }
    }

    private void otherAddresses() {
        if (settings.isAnyWrong(ConfigKey.GATEWAY_OTHER_ADDRESSES)) {
            return;
        }
        for (final Object address : settings.value(ConfigKey.GATEWAY_OTHER_ADDRESSES, List.class)) {
            if (!address.toString().startsWith("wss:")) {
                settings.problem(settings.origin(ConfigKey.GATEWAY_OTHER_ADDRESSES), "gateway.otherAddresses has "
                    + address + ", but clients of a server with TLS do not go on without; name wss:// addresses only");
            }
        }
    }

    private void readable(ConfigKey key) {
        file(key).filter(path -> !Files.isRegularFile(path) || !Files.isReadable(path)).ifPresent(path ->
            settings.problem(settings.origin(key), key.path() + " = " + path + " is no file that can be read; it must "
                + "be there, in PEM, and the server's user be allowed to read it"));
    }

    private void plain(ConfigKey hostKey, ConfigKey allowKey, String scheme) {
        if (settings.isAnyWrong(hostKey, allowKey) || flag(allowKey)) {
            return;
        }
        final String host = settings.value(hostKey, String.class);
        final String reach = reachBeyondThisMachine(host);
        if (reach != null) {
            settings.problem(settings.origin(hostKey), hostKey.path() + " = " + host + " " + reach + ", and " + scheme
                + " without TLS lets anyone on the way read and change what is sent; set tls.certificateFile and "
                + "tls.keyFile (docs/tls.md), or " + allowKey.path() + " = true if that is meant, as behind a proxy");
        }
    }

    /** Why the host is not of this machine only; null if it is. */
    private String reachBeyondThisMachine(String host) {
        try {
            return Stream.of(resolver.addresses(host)).allMatch(InetAddress::isLoopbackAddress) ? null
                : "is not the loopback interface only";
        } catch (final UnknownHostException e) {
            return "has no address that this machine knows, so it is not known to be the loopback interface";
        }
    }

    private boolean flag(ConfigKey key) {
        return settings.value(key, Boolean.class);
    }

    @SuppressWarnings("unchecked")
    private Optional<Path> file(ConfigKey key) {
        return settings.value(key, Optional.class);
    }
}
