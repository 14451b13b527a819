package io.tickwire.ingest.recorded;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The kinds of recorded files, each recognised by what is in it. */
enum FileKind {
    /** Lines of a Binance recorder. */
    BINANCE("Binance recorder lines, '[venue] <recorder ns> <JSON>'") {
        @Override
        boolean isKindOf(byte[] head) {
            return BinanceLine.isIn(head);
        }

        @Override
        RecordFile prepare(ByteSource source, RecordedOptions options, BinanceScales scales, byte[] head)
            throws IOException {
            return new BinanceFile(source, options, scales, head);
        }
    },
    /** Messages of Nasdaq. */
    ITCH("Nasdaq TotalView-ITCH 5.0, each message with its length in two bytes before it") {
        @Override
        boolean isKindOf(byte[] head) {
            return ItchFrames.isIn(head);
        }

        @Override
        RecordFile prepare(ByteSource source, RecordedOptions options, BinanceScales scales, byte[] head) {
            return new ItchFile(source, options);
        }
    },
    /** Zipped rows of Lean. */
    LEAN("Lean equity ticks, a zip file of CSV rows") {
        @Override
        boolean isKindOf(byte[] head) {
            return LeanFile.isIn(head);
        }

        @Override
        RecordFile prepare(ByteSource source, RecordedOptions options, BinanceScales scales, byte[] head) {
            return new LeanFile(source, head);
        }
    };

    private static final int HEAD_BYTES = 1 << 16;

    private final String description;

    FileKind(String description) {
        this.description = description;
    }

    /** Whether a file that begins so is of this kind. */
    abstract boolean isKindOf(byte[] head);

    /** Learn from a file what its records do not tell. */
    abstract RecordFile prepare(ByteSource source, RecordedOptions options, BinanceScales scales, byte[] head)
        throws IOException;

    String description() {
        return description;
    }

    /**
     * Recognise a file and prepare to read it.
     *
     * @throws IllegalArgumentException if it is of no known kind, or an option that it needs is missing
     */
    static RecordFile recognise(ByteSource source, RecordedOptions options, BinanceScales scales)
        throws IOException {
        final byte[] head = source.head(HEAD_BYTES);
        for (final FileKind kind : values()) {
            if (kind.isKindOf(head)) {
                return kind.prepare(source, options, scales, head);
            }
        }
        final String what = source.totalBytes() == 0 ? " is empty"
            : head.length == 0 ? " is damaged at its start, and nothing in it can be unpacked" : " is of no known kind";
        throw new IllegalArgumentException(source.name() + what + "; known, also packed with gzip, are:\n  "
            + Arrays.stream(values()).map(FileKind::description).collect(Collectors.joining("\n  ")));
    }
}
