package io.tickwire.ingest.recorded;

import java.nio.file.Path;
import java.util.List;

/**
 * Opens recorded files of every kind that is known: Binance recorder lines, Nasdaq ITCH 5.0, Lean tick zips. What kind
 * a file is shows from what is in it.
 */
public final class RecordedFeeds {
    /** The bundled sample: a minute of six Binance instruments, 47,074 quotes and 18,572 trades. */
    public static final String BINANCE_SAMPLE = "sample_binance6_60s.jsonl.gz";
    /** Bundled: the first 10,000 messages of AAPL of a day of Nasdaq TotalView-ITCH 5.0. */
    public static final String ITCH_SAMPLE = "itch50_aapl_20200130.bin";
    /** Bundled: the first 2,000 quote rows of IBM at all venues, of a Lean file. */
    public static final String LEAN_QUOTE_SAMPLE = "ibm_20131009_quote.zip";
    /** Bundled: the first 2,000 trade rows of IBM at all venues, of a Lean file. */
    public static final String LEAN_TRADE_SAMPLE = "ibm_20131009_trade.zip";

    private static final String BUNDLED = "/recorded/";

    private RecordedFeeds() {
    }

    /**
     * Recognise a file.
     *
     * @param file    to read
     * @param options what it may not say of itself
     * @return to be opened, once or more often
     * @throws IllegalArgumentException      if it is of no known kind, or an option that it needs is missing
     * @throws java.io.UncheckedIOException if it can't be read
     */
    public static Recording recording(Path file, RecordedOptions options) {
        return recordings(List.of(file), options).get(0);
    }

    /**
     * Recognise files that are played together: an instrument has the same exponents in all of them.
     *
     * @param files   to read
     * @param options what they may not say of themselves
     * @return to be opened, once or more often, in the same order
     * @throws IllegalArgumentException      if one is of no known kind, or an option that it needs is missing
     * @throws java.io.UncheckedIOException if one can't be read
     */
    public static List<Recording> recordings(List<Path> files, RecordedOptions options) {
        final BinanceScales scales = new BinanceScales();
        return files.stream().map(file -> Recording.of(ByteSource.of(file), options, scales)).toList();
    }

    /**
     * Recognise a file and open it.
     *
     * @param file    to read
     * @param options what it may not say of itself
     * @return at its first record
     * @throws IllegalArgumentException      if it is of no known kind, or an option that it needs is missing
     * @throws java.io.UncheckedIOException if it can't be read
     */
    public static RecordedFeed open(Path file, RecordedOptions options) {
        return recording(file, options).open();
    }

    /**
     * Recognise a file that is part of this build.
     *
     * @param name    such as {@link #ITCH_SAMPLE}
     * @param options what it may not say of itself
     * @return to be opened, once or more often
     * @throws IllegalArgumentException if there is no such file
     */
    public static Recording bundled(String name, RecordedOptions options) {
        return Recording.of(ByteSource.ofResource(BUNDLED + name), options, new BinanceScales());
    }

    /**
     * Open a file that is part of this build.
     *
     * @param name    such as {@link #ITCH_SAMPLE}
     * @param options what it may not say of itself
     * @return at its first record
     * @throws IllegalArgumentException if there is no such file
     */
    public static RecordedFeed openBundled(String name, RecordedOptions options) {
        return bundled(name, options).open();
    }

    /**
     * Open the bundled sample, {@link #BINANCE_SAMPLE}.
     *
     * @return at its first record
     */
    public static RecordedFeed openBundledSample() {
        return openBundled(BINANCE_SAMPLE, RecordedOptions.of(DamageListener.NONE));
    }
}
