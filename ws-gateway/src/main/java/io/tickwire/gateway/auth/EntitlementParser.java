package io.tickwire.gateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.fanout.DeliveryMode;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads an entitlement: {@code {"symbols":["BTC*"],"modes":["all"],"maxRate":10,"connections":3}}. */
final class EntitlementParser {
    private static final Set<String> MEMBERS = new TreeSet<>(List.of("symbols", "modes", "maxRate", "connections"));

    private EntitlementParser() {
    }

    /**
     * Read an entitlement. Only {@code symbols} must be there; without the others all modes and no limit hold.
     *
     * @param from what to read
     * @param name what it is called in an error
     * @return the entitlement
     * @throws BadContent saying what is wrong with which member
     */
    static Entitlement parse(JsonNode from, String name) throws BadContent {
        if (!from.isObject()) {
            throw new BadContent(name + " must be an object such as {\"symbols\":[\"BTC*\"],\"modes\":[\"all\"]}");
        }
        StrictJson.onlyMembers(from, MEMBERS, name);
        return new Entitlement(symbols(from.path("symbols"), name + ".symbols"),
            modes(from.get("modes"), name + ".modes"),
            number(from.get("maxRate"), Entitlement.HIGHEST_RATE, name + ".maxRate"),
            number(from.get("connections"), Entitlement.HIGHEST_CONNECTION_LIMIT, name + ".connections"));
    }

    private static List<SymbolPattern> symbols(JsonNode from, String name) throws BadContent {
        if (!from.isArray()) {
            throw new BadContent(name + " must be a list of patterns such as [\"BTC*\",\"IBM@Q\"]; [\"*\"] is all");
        }
        final List<SymbolPattern> symbols = new ArrayList<>(from.size());
        for (final JsonNode symbol : from) {
            try {
                // Without the pattern's own text, which repeats what was written.
                symbols.add(SymbolPattern.parse(symbol.textValue()));
            } catch (final IllegalArgumentException e) {
                throw new BadContent(name + "[" + symbols.size() + "] is no pattern; write SYMBOL@VENUE or SYMBOL,"
                    + " at most " + SymbolPattern.LENGTH_LIMIT + " characters, with * and ? as wildcards");
            }
        }
        return symbols;
    }

    private static Set<DeliveryMode> modes(JsonNode from, String name) throws BadContent {
        final EnumSet<DeliveryMode> modes = EnumSet.noneOf(DeliveryMode.class);
        if (from == null) {
            return EnumSet.complementOf(modes);
        }
        if (!from.isArray()) {
            throw badModes(name);
        }
        for (final JsonNode mode : from) {
            final DeliveryMode known = mode.isTextual() ? DeliveryMode.of(mode.textValue()) : null;
            if (known == null) {
                throw badModes(name);
            }
            modes.add(known);
        }
        return modes;
    }

    private static BadContent badModes(String name) {
        return new BadContent(name + " must be a list of modes, each of which is all, conflated or trade-safe");
    }

    private static int number(JsonNode from, int max, String name) throws BadContent {
        if (from == null) {
            return 0;
        }
        if (!from.isInt() || from.intValue() < 0 || from.intValue() > max) {
            throw new BadContent(name + " must be a whole number from 0 (no limit) to " + max);
        }
        return from.intValue();
    }
}
