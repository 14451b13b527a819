package io.tickwire.gateway.deflate;

import io.tickwire.gateway.deflate.ExtensionOffer.Parameter;

import java.util.ArrayList;
import java.util.List;

/** Reads the offers in Sec-WebSocket-Extensions (RFC 6455 section 9.1). */
public final class OfferParser {
    private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";

    private final String text;
    private int index;

    private OfferParser(String text) {
        this.text = text;
    }

    /**
     * Read a header field.
     *
     * @param fields its values, in their order
     * @return the offers, in their order
     * @throws BadOffer saying where it is malformed
     */
    public static List<ExtensionOffer> parse(List<String> fields) throws BadOffer {
        return new OfferParser(String.join(",", fields)).offers();
    }

    private List<ExtensionOffer> offers() throws BadOffer {
        final List<ExtensionOffer> offers = new ArrayList<>();
        skipSpace();
        while (index < text.length()) {
            // Empty elements of a list are passed over (RFC 7230 section 7).
            if (!isNext(',')) {
                offers.add(offer());
                skipSpace();
                if (index < text.length() && !isNext(',')) {
                    throw new BadOffer(index);
                }
            }
            skipSpace();
        }
        return offers;
    }

    private ExtensionOffer offer() throws BadOffer {
        final String name = token();
        final List<Parameter> parameters = new ArrayList<>();
        skipSpace();
        while (isNext(';')) {
            skipSpace();
            final String parameter = token();
            skipSpace();
            parameters.add(new Parameter(parameter, isNext('=') ? value() : null));
            skipSpace();
        }
        return new ExtensionOffer(name, parameters);
    }

    private String value() throws BadOffer {
        skipSpace();
        return isNext('"') ? quoted() : token();
    }

    /** What is in quotes must be a token once the backslashes are taken out. */
    private String quoted() throws BadOffer {
        final StringBuilder value = new StringBuilder();
        while (!isNext('"')) {
            isNext('\\');
            if (index == text.length() || !isTokenChar(text.charAt(index))) {
                throw new BadOffer(index);
            }
            value.append(text.charAt(index++));
        }
        if (value.isEmpty()) {
            throw new BadOffer(index);
        }
        return value.toString();
    }

    private String token() throws BadOffer {
        final int start = index;
        while (index < text.length() && isTokenChar(text.charAt(index))) {
            index++;
        }
        if (index == start) {
            throw new BadOffer(index);
        }
        return text.substring(start, index);
    }

    private static boolean isTokenChar(char c) {
        return c > ' ' && c < 0x7F && SEPARATORS.indexOf(c) < 0;
    }

    private void skipSpace() {
        while (isNext(' ') || isNext('\t')) {
            // isNext has passed it.
        }
    }

    /** Pass a character if it comes next. */
    private boolean isNext(char c) {
        if (index < text.length() && text.charAt(index) == c) {
            index++;
            return true;
        }
        return false;
    }
}
