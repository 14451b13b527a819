package io.tickwire.gateway.deflate;

import java.util.List;

/**
 * One extension that a client offers.
 *
 * @param name       of the extension
 * @param parameters in their order, repeated ones too
 */
public record ExtensionOffer(String name, List<Parameter> parameters) {
    /**
     * One parameter of an offer.
     *
     * @param name  of the parameter
     * @param value without quotes; null if it has none
     */
    public record Parameter(String name, String value) {
    }
}
