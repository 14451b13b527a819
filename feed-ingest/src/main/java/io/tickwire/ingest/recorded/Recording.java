package io.tickwire.ingest.recorded;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A recorded file of a known kind. It can be opened as often as one likes. */
public final class Recording {
    private final ByteSource source;
    private final RecordFile file;
    private final DamageListener damage;

    private Recording(ByteSource source, RecordFile file, DamageListener damage) {
        this.source = source;
        this.file = file;
        this.damage = damage;
    }

    static Recording of(ByteSource source, RecordedOptions options, BinanceScales scales) {
        try {
            return new Recording(source, FileKind.recognise(source, options, scales), options.damage());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Name of the file.
     *
     * @return without its folder
     */
    public String name() {
        return source.name();
    }

    /**
     * Read it from its first record.
     *
     * @return at the first record that has a tick
     * @throws UncheckedIOException if it can't be read any more
     */
    public RecordedFeed open() {
        return open(damage);
    }

    /** Read it again, when its damage was reported before. */
    RecordedFeed reopen() {
        return open(DamageListener.NONE);
    }

    private RecordedFeed open(DamageListener listener) {
        try {
            return new LookaheadFeed(file.open(listener), source.totalBytes());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
