package io.tickwire.fanout;

/** What kind of frame it is; the bits are in docs/stream-format.md. */
enum FrameFlag {
    /** State at a position. */
    SNAPSHOT,
    /** What was missed. */
    REPLAY,
    /** What happens now. */
    LIVE,
    /** Live, with the latest quotes only. */
    CONFLATED,
    /** What was missed, with the latest quotes only. */
    CONFLATED_REPLAY
}
