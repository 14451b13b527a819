package io.tickwire.core.instrument;

/**
 * A pattern of instrument names: {@code *} stands for any characters or none, {@code ?} for exactly one. A pattern
 * without '@' speaks of the symbol alone, at any venue: {@code BTC*} is {@code BTC*@*}. Case matters.
 */
public final class SymbolPattern {
    /** Longest pattern, in characters. */
    public static final int LENGTH_LIMIT = 64;

    private final String text;
    private final String glob;

    private SymbolPattern(String text, String glob) {
        this.text = text;
        this.glob = glob;
    }

    /**
     * Read a pattern.
     *
     * @param text what a user wrote
     * @return the pattern
     * @throws IllegalArgumentException saying what is wrong with the text and what would be right
     */
    public static SymbolPattern parse(String text) {
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException("a symbol must not be empty; write for example BTCUSDT@spot or BTC*");
        }
        if (text.length() > LENGTH_LIMIT) {
            throw new IllegalArgumentException("a symbol has at most " + LENGTH_LIMIT + " characters, this one has "
                + text.length());
        }
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c != '*' && c != '?' && !Instrument.isNameCharacter(c)) {
                throw new IllegalArgumentException("the symbol '" + printable(text) + "' has a character at "
                    + (i + 1) + " that no instrument name has; write SYMBOL@VENUE with * and ? as wildcards");
            }
        }
        if (text.indexOf('@') != text.lastIndexOf('@')) {
            throw new IllegalArgumentException("the symbol '" + text + "' has more than one '@'; write SYMBOL@VENUE");
        }
        return new SymbolPattern(text, text.indexOf('@') < 0 ? text + "@*" : text);
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /**
     * Whether a name fits. Linear in the name's length for each '*' of the pattern; does not recurse.
     *
     * @param name SYMBOL@VENUE
     * @return true if it fits
     */
    public boolean matches(String name) {
        int p = 0;
        int n = 0;
        int starAt = -1;
        int resumeAt = 0;
        while (n < name.length()) {
            if (p < glob.length() && glob.charAt(p) == '*') {
                starAt = p++;
                resumeAt = n;
            } else if (p < glob.length() && (glob.charAt(p) == '?' || glob.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (starAt >= 0) {
                p = starAt + 1;
                n = ++resumeAt;
            } else {
                return false;
            }
        }
        while (p < glob.length() && glob.charAt(p) == '*') {
            p++;
        }
        return p == glob.length();
    }

    /**
     * Whether the pattern can match one name only.
     *
     * @return true if it has no wildcard
     */
    public boolean isExact() {
        return glob.indexOf('*') < 0 && glob.indexOf('?') < 0;
    }

    /**
     * As the user wrote it.
     *
     * @return the text that was parsed
     */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SymbolPattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
