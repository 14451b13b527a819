package io.tickwire.core.instrument;

/**
 * Exact decimals as a mantissa and a power of ten; no floating point anywhere. Does not allocate, but for the texts of
 * exceptions.
 */
public final class Decimal {
    /** Longest text that {@link #write} makes: sign, 19 digits, 18 zeros, point. */
    public static final int TEXT_LENGTH_LIMIT = 40;

    private Decimal() {
    }

    /**
     * Read a decimal such as {@code 61718.94000000} at a given exponent.
     *
     * @param text     digits with at most one point and one leading minus
     * @param exponent power of ten of the mantissa that is wanted, -18 to 18
     * @return the mantissa
     * @throws NumberFormatException if the text is no decimal
     * @throws ArithmeticException   if its value can't be held exactly at that exponent in an int64
     */
    public static long parse(CharSequence text, int exponent) {
        final int length = text.length();
        int i = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        final boolean negative = i == 1;
        boolean point = false;
        int digits = 0;
        int shift = -exponent;
        long value = 0;
        for (; i < length; i++) {
            final char c = text.charAt(i);
            if (c == '.' && !point) {
                point = true;
            } else if (c >= '0' && c <= '9') {
                digits++;
                if (!point || shift > 0) {
                    value = Math.subtractExact(Math.multiplyExact(value, 10), c - '0');
                    shift -= point ? 1 : 0;
                } else if (c != '0') {
                    throw new ArithmeticException("'" + text + "' has more decimals than " + -exponent);
                }
            } else {
                throw new NumberFormatException("'" + text + "' is no decimal number");
            }
        }
        if (digits == 0) {
            throw new NumberFormatException("'" + text + "' is no decimal number");
        }
        // Built as a negative number, since int64 reaches one further that way.
        for (; shift > 0; shift--) {
            value = Math.multiplyExact(value, 10);
        }
        for (; shift < 0; shift++) {
            if (value % 10 != 0) {
                throw new ArithmeticException("'" + text + "' is no multiple of 10^" + exponent);
            }
            value /= 10;
        }
        return negative ? value : Math.negateExact(value);
    }

    /**
     * Count the decimals that matter.
     *
     * @param text a decimal number
     * @return digits behind the point, without the zeros at the end
     */
    public static int significantDecimals(CharSequence text) {
        int last = text.length() - 1;
        int point = -1;
        for (int i = 0; i <= last; i++) {
            if (text.charAt(i) == '.') {
                point = i;
            }
        }
        if (point < 0) {
            return 0;
        }
        while (last > point && text.charAt(last) == '0') {
            last--;
        }
        return last - point;
    }

    /**
     * Write mantissa x 10^exponent with exactly {@code -exponent} decimals (none for an exponent of 0 or more).
     *
     * @param mantissa any int64
     * @param exponent -18 to 18
     * @param target   gets the text appended
     */
    public static void write(long mantissa, int exponent, StringBuilder target) {
        final int start = target.length();
        target.append(mantissa);
        if (exponent >= 0) {
            for (int i = 0; mantissa != 0 && i < exponent; i++) {
                target.append('0');
            }
            return;
        }
        final int firstDigit = mantissa < 0 ? start + 1 : start;
        while (target.length() - firstDigit <= -exponent) {
            target.insert(firstDigit, '0');
        }
        target.insert(target.length() + exponent, '.');
    }

    /**
     * The text of mantissa x 10^exponent. Allocates.
     *
     * @param mantissa any int64
     * @param exponent -18 to 18
     * @return for example {@code 61800.20} for 6180020 and -2
     */
    public static String toString(long mantissa, int exponent) {
        final StringBuilder text = new StringBuilder(TEXT_LENGTH_LIMIT);
        write(mantissa, exponent, text);
        return text.toString();
    }
}
