package io.tickwire.gateway;

/** What becomes of the writing side of a connection. */
interface OutboundListener {
    /** Any thread, maybe more than once: nothing should be read any more; then the reader asks to close. */
    void onEnding();

    /** The thread that owns the connection, once: the socket is closed. */
    void onClosed();
}
