package io.tickwire.benchmarks.peers;

import org.agrona.DirectBuffer;

import java.io.IOException;

/** Finds the published messages in what a client got. One for each client; its thread only. */
interface MessageParser {
    /**
     * A whole WebSocket frame has come.
     *
     * @param opcode of the frame
     * @param buffer holds the payload, until this returns
     * @param offset where it begins
     * @param length in bytes
     * @param found  gets each message
     * @throws IOException if the server refuses something, or sends what can't be
     */
    void onFrame(int opcode, DirectBuffer buffer, int offset, int length, Found found) throws IOException;

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
