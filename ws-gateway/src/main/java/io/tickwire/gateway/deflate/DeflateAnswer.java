package io.tickwire.gateway.deflate;

import io.tickwire.gateway.deflate.ExtensionOffer.Parameter;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Answers offers of permessage-deflate (RFC 7692 section 7). Neither side keeps its context: so all clients can share a
 * compressed frame, and one inflater serves all of them.
 */
public final class DeflateAnswer {
    private static final String NAME = "permessage-deflate";
    private static final String TERMS = NAME + "; server_no_context_takeover; client_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    /** The only window that java.util.zip has. */
    private static final String WINDOW_BITS = "15";
    private static final Pattern WINDOW_BITS_ALLOWED = Pattern.compile("[89]|1[0-5]");

    private DeflateAnswer() {
    }

    /**
     * Take the first offer that can be met.
     *
     * @param offers of any extensions
     * @return what to answer in Sec-WebSocket-Extensions; null if no offer can be met
     */
    public static String to(List<ExtensionOffer> offers) {
        for (final ExtensionOffer offer : offers) {
            if (NAME.equals(offer.name()) && canMeet(offer.parameters())) {
                // A client that asks for a window must be told one.
                return offer.parameters().stream().anyMatch(parameter -> SERVER_WINDOW.equals(parameter.name()))
                    ? TERMS + "; " + SERVER_WINDOW + "=" + WINDOW_BITS : TERMS;
            }
        }
        return null;
    }

    private static boolean canMeet(List<Parameter> parameters) {
        final Set<String> seen = new HashSet<>();
        return parameters.stream().allMatch(parameter -> seen.add(parameter.name()) && canMeet(parameter));
    }

    private static boolean canMeet(Parameter parameter) {
        final String value = parameter.value();
        return switch (parameter.name()) {
            case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
            case SERVER_WINDOW -> WINDOW_BITS.equals(value);
            case "client_max_window_bits" -> value == null || WINDOW_BITS_ALLOWED.matcher(value).matches();
            default -> false;
        };
    }
}
