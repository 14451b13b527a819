package io.tickwire.benchmarks.peers;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;

/** Finds the published messages in what a client got. One for each client; its thread only. */
interface MessageParser {
    /** Opcode of a text frame. */
    int TEXT = 1;
    /** Opcode of a binary frame. */
    int BINARY = 2;

    /**
     * A whole frame has come.
     *
     * @param opcode of the frame
     * @param buffer holds the payload, until this returns
     * @param offset where it begins
     * @param length in bytes
     * @param found  gets each message
     * @throws IOException if the server refuses something, or sends what can't be
     */
    void onFrame(int opcode, UnsafeBuffer buffer, int offset, int length, Found found) throws IOException;

    /**
     * Of a frame the first {@link io.tickwire.benchmarks.load.RawWebSocket#HEAD_BYTES} or more have come, and not all.
     *
     * @param opcode of the frame
     * @param buffer holds what has come, until this returns
     * @param offset where it begins
     * @param length in bytes
     * @param found  gets each message
     * @return whether the rest is to be given to {@link #onRest} as it comes; else {@link #onFrame} gets all at once
     * @throws IOException if the server refuses something, or sends what can't be
     */
    default boolean onHead(int opcode, UnsafeBuffer buffer, int offset, int length, Found found) throws IOException {
        return false;
    }

    /**
     * More has come of the frame whose head was taken.
     *
     * @param buffer holds it, until this returns
     * @param offset where it begins
     * @param length in bytes
     * @param found  gets each message
     * @throws IOException if the server refuses something, or sends what can't be
     */
    default void onRest(UnsafeBuffer buffer, int offset, int length, Found found) throws IOException {
    }

    /** Gets what was found. */
    interface Found {
        /**
         * A message.
         *
         * @param sequence   its number
         * @param intendedNs when it was meant to be published
         */
        void onMessage(long sequence, long intendedNs);
    }
}
