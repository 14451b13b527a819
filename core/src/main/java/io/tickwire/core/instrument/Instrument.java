package io.tickwire.core.instrument;

import io.tickwire.core.tick.Tick;

/**
 * What an instrument id stands for. It never changes: a name that is defined again with other exponents gets a new
 * id, so that a position in the past is always read with the exponents of its time.
 *
 * @param id            1, 2, 3 ... in the order of definition, within an epoch
 * @param name          SYMBOL@VENUE, 3 to 32 printable ASCII characters
 * @param priceExponent price = mantissa x 10^priceExponent, -18 to 18
 * @param sizeExponent  size = mantissa x 10^sizeExponent, -18 to 18
 */
public record Instrument(int id, String name, int priceExponent, int sizeExponent) {
    /** Least and greatest exponent: beyond it no int64 mantissa is of use. */
    public static final int EXPONENT_LIMIT = 18;

    /**
     * Check the parts.
     *
     * @throws IllegalArgumentException saying which part is wrong and what would be right
     */
    public Instrument {
        if (id < 1) {
            throw new IllegalArgumentException("instrument id must be 1 or more: " + id);
        }
        if (!isName(name)) {
            throw new IllegalArgumentException("instrument name must be SYMBOL@VENUE, at most "
                + Tick.NAME_LENGTH_LIMIT + " letters, digits, spaces or _-.:/+$#=^!: " + name);
        }
        if (!isExponent(priceExponent) || !isExponent(sizeExponent)) {
            throw new IllegalArgumentException("exponents must be from -" + EXPONENT_LIMIT + " to " + EXPONENT_LIMIT
                + ": " + priceExponent + ", " + sizeExponent);
        }
    }

    /**
     * Whether this is a well-formed SYMBOL@VENUE.
     *
     * @param name anything
     * @return true if it has one '@' with something on both sides, and only characters that a name may have
     */
    public static boolean isName(String name) {
        if (name == null || name.length() < 3 || name.length() > Tick.NAME_LENGTH_LIMIT) {
            return false;
        }
        final int at = name.indexOf('@');
        if (at < 1 || at != name.lastIndexOf('@') || at == name.length() - 1) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isNameCharacter(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether an exponent is in range.
     *
     * @param exponent power of ten
     * @return true from -18 to 18
     */
    public static boolean isExponent(int exponent) {
        return exponent >= -EXPONENT_LIMIT && exponent <= EXPONENT_LIMIT;
    }

    static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
            || c == '@' || c == '_' || c == '-' || c == '.' || c == ':' || c == '/' || c == '+' || c == '$'
            || c == '#' || c == '=' || c == '^' || c == '!' || c == ' ';
    }
}
