package io.tickwire.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;

/**
 * From which addresses many connections to one port of 127.0.0.1 come. A connection needs a port of its own, of which
 * an address has as many as the system's range: beyond most of them, the next come from 127.0.0.2 and so on.
 */
final class SourceAddresses {
    private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int DEFAULT_PORTS = 28_232;
    private static final int ADDRESS_LIMIT = 250;

    private final int connectionsPerAddress;

    private SourceAddresses(int ports) {
        // Others on this machine need ports too.
        connectionsPerAddress = Math.max(1, ports / 4 * 3);
    }

    static SourceAddresses ofThisMachine() throws IOException {
        if (!Files.isReadable(RANGE)) {
            return new SourceAddresses(DEFAULT_PORTS);
        }
        // In one go: the second read of this file finds its end.
        try (InputStream file = Files.newInputStream(RANGE); Scanner range = new Scanner(file)) {
            final int first = range.nextInt();
            return new SourceAddresses(range.nextInt() - first + 1);
        }
    }

    /** Where connection {@code index}, 0 or more, comes from, with any port; null if the system may choose. */
    InetSocketAddress of(int index) throws IOException {
        final int address = index / connectionsPerAddress;
        if (address >= ADDRESS_LIMIT) {
            throw new IOException("more than " + (long) ADDRESS_LIMIT * connectionsPerAddress + " connections need more"
                + " ports than there are: widen " + RANGE);
        }
        return address == 0 ? null : new InetSocketAddress("127.0.0." + (address + 1), 0);
    }
}
