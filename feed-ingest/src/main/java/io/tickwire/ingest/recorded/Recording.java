package io.tickwire.ingest.recorded;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A recorded file of a known kind. It can be opened as often as one likes. */
public final class Recording {
    private final ByteSource source;
    private final RecordFile file;

    Recording(ByteSource source, RecordFile file) {
        this.source = source;
        this.file = file;
    }

    static Recording of(ByteSource source, RecordedOptions options) {
        try {
            return new Recording(source, FileKind.recognise(source, options));
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
        try {
            return new LookaheadFeed(file.open(), source.totalBytes());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
