package io.tickwire.server;

/** Writes addresses as a client or a browser takes them. */
public final class Url {
    private Url() {
    }

    /**
     * Host and port; an IPv6 address in brackets, as its colons would be taken for the port's.
     *
     * @param host a name or an IP address
     * @param port 0 to 65,535
     * @return for example {@code [::1]:8800}
     */
    public static String authority(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /**
     * Where to connect to a server on this machine.
     *
     * @param host where it listens
     * @param port 0 to 65,535
     * @return with a loopback address in place of one that stands for all
     */
    public static String local(String host, int port) {
        return authority("0.0.0.0".equals(host) ? "127.0.0.1" : "::".equals(host) ? "::1" : host, port);
    }
}
