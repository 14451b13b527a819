package io.tickwire.server.cli;

/** Thrown out of a handler of ticks: no more are wanted. */
final class ReadingEnd extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReadingEnd() {
        super(null, null, false, false);
    }
}
