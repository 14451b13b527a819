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
     * Whether frames may be given in pieces, as they come; each piece then by a call of its own.
     *
     * @return false if frames must be whole
     */
    default boolean takesPieces() {
        return false;
    }

    /**
     * A frame, or a piece of one, has come.
     *
     * @param opcode of the frame
     * @param buffer holds the payload, until this returns
     * @param offset where it begins
     * @param length in bytes
     * @param found  gets each message
     * @throws IOException if the server refuses something, or sends what can't be
     */
    void onFrame(int opcode, UnsafeBuffer buffer, int offset, int length, Found found) throws IOException;

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
