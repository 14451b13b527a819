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
        final int first = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        final int point = pointOf(text, first);
        // Built as a negative number, since int64 reaches one further that way.
        long value = 0;
        int power = point - first;
        for (int i = first; i < length; i++) {
            if (i == point) {
                continue;
            }
            power--;
            final int digit = text.charAt(i) - '0';
            if (power >= exponent) {
                value = tenfold(value, digit, text, exponent);
            } else if (digit != 0) {
                throw new ArithmeticException("'" + text + "' is no multiple of 10^" + exponent);
            }
        }
        for (; power > exponent && value != 0; power--) {
            value = tenfold(value, 0, text, exponent);
        }
        if (first == 0 && value == Long.MIN_VALUE) {
            throw tooLarge(text, exponent);
        }
        return first == 0 ? -value : value;
    }

    /** Where the point is, or would be; throws if the text is malformed. */
    private static int pointOf(CharSequence text, int first) {
        int point = -1;
        int digits = 0;
        for (int i = first; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && point < 0) {
                point = i;
            } else {
                digits = 0;
                break;
            }
        }
        if (digits == 0) {
            throw new NumberFormatException("'" + text + "' is no decimal number; write for example -61718.94");
        }
        return point < 0 ? text.length() : point;
    }

    private static long tenfold(long negative, int digit, CharSequence text, int exponent) {
        if (negative < Long.MIN_VALUE / 10 || negative * 10 < Long.MIN_VALUE + digit) {
            throw tooLarge(text, exponent);
        }
        return negative * 10 - digit;
    }

    private static ArithmeticException tooLarge(CharSequence text, int exponent) {
        return new ArithmeticException("'" + text + "' is too large for an int64 of 10^" + exponent);
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
