package io.tickwire.benchmarks.peers;

/** What every client of NATS says. */
final class NatsText {
    /** The first line: no acknowledgement of each line, no log. */
    static final String CONNECT = "CONNECT {\"verbose\":false,\"pedantic\":false,\"lang\":\"java\",\"version\":\"1\","
        + "\"name\":\"bench\",\"protocol\":1}\r\n";

    private NatsText() {
    }
}
