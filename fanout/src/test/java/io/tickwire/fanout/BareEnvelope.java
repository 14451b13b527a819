package io.tickwire.fanout;

import org.agrona.MutableDirectBuffer;

/** Nothing around a frame. */
final class BareEnvelope implements FrameEnvelope {
    @Override
    public int headroomBytes() {
        return 0;
    }

    @Override
    public int putBefore(MutableDirectBuffer buffer, int frameOffset, int frameLength) {
        return frameOffset;
    }
}
