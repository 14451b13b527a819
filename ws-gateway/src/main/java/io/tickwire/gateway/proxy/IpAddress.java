package io.tickwire.gateway.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * An IP address without scope. An IPv4 address has the bits of its IPv4-mapped form (RFC 4291 section 2.5.5.2), so that
 * one client is the same on a socket of either kind. Immutable.
 *
 * @param high the first 64 bits
 * @param low  the last 64 bits
 */
public record IpAddress(long high, long low) {
    /** The last 64 bits of the IPv4-mapped prefix. */
    private static final long MAPPED = 0xFFFF_0000_0000L;
    private static final int GROUPS = 8;
    private static final Pattern V4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
    // With a colon and such a beginning the JDK takes it for an address, and asks no name server.
    private static final Pattern V6 = Pattern.compile("(?=[^:]*:)[0-9A-Fa-f:][0-9A-Fa-f:.]*");
    /** Clients choose their addresses, but can't choose which of them share a hash. */
    private static final long SEED = ThreadLocalRandom.current().nextLong();

    /**
     * The address of a socket.
     *
     * @param address of IPv4 or IPv6
     * @return the address
     */
    public static IpAddress of(InetAddress address) {
        return of(ByteBuffer.wrap(address.getAddress()));
    }

    /**
     * An address as it is on the wire.
     *
     * @param bytes 4 or 16, all that remain, in network order
     * @return the address
     * @throws IllegalArgumentException if there are so many bytes as no address has
     */
    static IpAddress of(ByteBuffer bytes) {
        return switch (bytes.remaining()) {
            case Integer.BYTES -> new IpAddress(0, MAPPED | Integer.toUnsignedLong(bytes.getInt()));
            case 2 * Long.BYTES -> new IpAddress(bytes.getLong(), bytes.getLong());
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.remaining());
        };
    }

    /**
     * Read an address. Names are not looked up.
     *
     * @param text such as 192.0.2.1 or 2001:db8::1, without brackets, port or scope
     * @return the address; null if it is none
     */
    public static IpAddress parse(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return null;
        }
        try {
            return of(InetAddress.getByName(text));
        } catch (final UnknownHostException noAddress) {
            return null;
        }
    }

    /**
     * Whether it is an address of IPv4.
     *
     * @return true for those that are mapped into IPv6 too
     */
    public boolean isIpV4() {
        return high == 0 && low >>> Integer.SIZE == MAPPED >>> Integer.SIZE;
    }

    /**
     * What one customer of a network has: the address itself for IPv4, the first 64 bits for IPv6, since anyone who has
     * one IPv6 address has 2^64.
     *
     * @return the address that stands for all of them
     */
    public IpAddress network() {
        return isIpV4() || low == 0 ? this : new IpAddress(high, 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress address && high == address.high && low == address.low;
    }

    @Override
    public int hashCode() {
        long hash = high * 0x9E3779B97F4A7C15L + SEED;
        hash = (hash ^ hash >>> 32) * 0xBF58476D1CE4E5B9L + low;
        hash = (hash ^ hash >>> 29) * 0x94D049BB133111EBL;
        return (int) (hash ^ hash >>> 32);
    }

    /**
     * The address as text.
     *
     * @return dotted for IPv4, else as RFC 5952 says
     */
    @Override
    public String toString() {
        if (isIpV4()) {
            final int bits = (int) low;
            return (bits >>> 24) + "." + (bits >>> 16 & 0xFF) + "." + (bits >>> 8 & 0xFF) + "." + (bits & 0xFF);
        }
        int gapAt = -1;
        int gap = 1;
        for (int at = 0; at < GROUPS; at++) {
            int zeros = 0;
            while (at + zeros < GROUPS && group(at + zeros) == 0) {
                zeros++;
            }
            if (zeros > gap) {
                gapAt = at;
                gap = zeros;
            }
        }
        final StringBuilder text = new StringBuilder();
        for (int at = 0; at < GROUPS; at++) {
            if (at == gapAt) {
                text.append("::");
                at += gap - 1;
            } else {
                text.append(at == 0 || at == gapAt + gap && gapAt >= 0 ? "" : ":")
                    .append(Integer.toHexString(group(at)));
            }
        }
        return text.toString();
    }

    private int group(int index) {
        final long half = index < GROUPS / 2 ? high : low;
        return (int) (half >>> (GROUPS / 2 - 1 - index % (GROUPS / 2)) * Short.SIZE) & 0xFFFF;
    }
}
