package io.tickwire.benchmarks.plot;

import java.util.Locale;

/** Builds HTML or SVG; every text and value of an attribute is escaped. One thread. */
public final class Markup {
    private final StringBuilder out = new StringBuilder();

    /**
     * An opening tag.
     *
     * @param name       of the element
     * @param attributes as key, value, key, value; numbers get two decimals at most
     * @return this
     */
    public Markup open(String name, Object... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"").append(escape(text(attributes[i + 1]))).append('"');
        }
        out.append('>');
        return this;
    }

    /**
     * A closing tag.
     *
     * @param name of the element
     * @return this
     */
    public Markup close(String name) {
        out.append("</").append(name).append(">\n");
        return this;
    }

    /**
     * Text, escaped.
     *
     * @param text any
     * @return this
     */
    public Markup text(String text) {
        out.append(escape(text));
        return this;
    }

    /**
     * An element that has only text.
     *
     * @param name       of the element
     * @param text       any
     * @param attributes as in {@link #open}
     * @return this
     */
    public Markup element(String name, String text, Object... attributes) {
        return open(name, attributes).text(text).close(name);
    }

    /**
     * Markup that was built elsewhere; not escaped.
     *
     * @param markup whole elements
     * @return this
     */
    public Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    private static String text(Object value) {
        if (value instanceof Double number) {
            final String fixed = String.format(Locale.ROOT, "%.2f", number);
            return fixed.replaceAll("\\.?0+$", "");
        }
        return value.toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
