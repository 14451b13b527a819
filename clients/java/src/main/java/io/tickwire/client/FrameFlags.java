package io.tickwire.client;

/** Bits of a frame's flags, as they come with each tick. */
public final class FrameFlags {
    /** The state at the start of a subscription, not something that happened now. */
    public static final int SNAPSHOT = 1;
    /** Missed before, brought now. */
    public static final int REPLAY = 2;
    /** As it happens. */
    public static final int LIVE = 4;
    /** The latest quote of each instrument, without those between. */
    public static final int CONFLATED = 8;

    private FrameFlags() {
    }
}
