package io.tickwire.fanout;

import org.agrona.MutableDirectBuffer;

/** What the transport puts around a frame. Written once for all who get the same bytes. */
public interface FrameEnvelope {
    /**
     * Room to leave in front of a frame.
     *
     * @return bytes, 0 or more
     */
    int headroomBytes();

    /**
     * Put the envelope in front of a frame.
     *
     * @param buffer      holds the frame
     * @param frameOffset where the frame starts; {@link #headroomBytes()} before it are free
     * @param frameLength bytes of the frame
     * @return where the envelope starts
     */
    int putBefore(MutableDirectBuffer buffer, int frameOffset, int frameLength);
}
