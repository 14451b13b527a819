package io.tickwire.gateway.proxy;

/**
 * All addresses with the same first bits. Those of IPv4 are in no range of IPv6.
 *
 * @param first    the least of them
 * @param highMask which of the first 64 bits count
 * @param lowMask  which of the last 64 bits count
 */
record AddressRange(IpAddress first, long highMask, long lowMask) {
    private static final int ADDRESS_BITS = 128;
    private static final int V4_BITS = 32;

    /**
     * Read a range.
     *
     * @param text an address, or one with a slash and how many bits count
     * @return the range
     * @throws IllegalArgumentException saying what is wrong with the text
     */
    static AddressRange parse(String text) {
        final int slash = text.indexOf('/');
        final IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("'" + text + "' is no address and no range of addresses; write for "
                + "example 192.0.2.1, 10.0.0.0/8 or 2001:db8::/32");
        }
        final int limitBits = text.indexOf(':') < 0 ? V4_BITS : ADDRESS_BITS;
        final int bits = slash < 0 ? limitBits : bits(text.substring(slash + 1), limitBits);
        if (bits < 0) {
            throw new IllegalArgumentException("'" + text + "' must have a whole number from 0 to " + limitBits
                + " behind the slash: how many bits count");
        }
        final int maskBits = bits + ADDRESS_BITS - limitBits;
        final AddressRange range = new AddressRange(address, mask(maskBits), mask(maskBits - Long.SIZE));
        final IpAddress first = new IpAddress(address.high() & range.highMask, address.low() & range.lowMask);
        if (!first.equals(address)) {
            throw new IllegalArgumentException("'" + text + "' has bits set that do not count; write "
                + first + "/" + bits + ", or " + address + " for the one address");
        }
        return range;
    }

    private static int bits(String text, int limitBits) {
        // Neither signs, nor leading zeros, which some read as octal.
        if (!text.matches("0|[1-9][0-9]{0,2}")) {
            return -1;
        }
        final int bits = Integer.parseInt(text);
        return bits <= limitBits ? bits : -1;
    }

    private static long mask(int bits) {
        return bits <= 0 ? 0 : -1L << Math.max(0, Long.SIZE - bits);
    }

    boolean contains(IpAddress address) {
        return address.isIpV4() == first.isIpV4() && ((address.high() ^ first.high()) & highMask) == 0
            && ((address.low() ^ first.low()) & lowMask) == 0;
    }
}
