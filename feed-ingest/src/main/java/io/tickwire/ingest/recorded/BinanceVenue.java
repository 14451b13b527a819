package io.tickwire.ingest.recorded;

import java.util.List;
import java.util.regex.Pattern;

/** Binance's markets, and which of them a file's name says it is from. */
final class BinanceVenue {
    /** Spot, futures margined in USD, futures margined in coins. */
    static final List<String> NAMES = List.of("spot", "usdm", "cm");

    private static final Pattern SEPARATOR = Pattern.compile("[^a-z]+");

    private BinanceVenue() {
    }

    static boolean isKnown(String venue) {
        return NAMES.contains(venue);
    }

    /** The first venue that is a word of its own in the name, as in {@code spot_btcusdt_20240808.gz}; or null. */
    static String ofFileName(String name) {
        return SEPARATOR.splitAsStream(name).filter(BinanceVenue::isKnown).findFirst().orElse(null);
    }
}
