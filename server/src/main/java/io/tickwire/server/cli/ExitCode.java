package io.tickwire.server.cli;

/** Exit codes of every command. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;
    /** It failed; the error says why. */
    public static final int FAILURE = 1;
    /** The command line was wrong. */
    public static final int USAGE = 2;
    /** A subscriber found a gap in what it received. */
    public static final int GAP = 3;
    /** A second signal ended the process at once: this and the signal's number. */
    public static final int SIGNAL = 128;

    private ExitCode() {
    }
}
