package io.tickwire.benchmarks.load;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A subscriber that reads nothing, so that its socket fills up. */
public final class StalledClient extends RawWebSocket {
    private static final int BUFFER_BYTES = 1 << 13;

    /**
     * Connect and subscribe.
     *
     * @param port    of the server on the loopback address
     * @param request the subscribe request
     * @throws IOException if the connection fails
     */
    public StalledClient(int port, String request) throws IOException {
        super(port, "/", "tickwire.v1", BUFFER_BYTES);
        send(TEXT, request.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void onMessage(int opcode, UnsafeBuffer buffer, int offset, int length) {
        throw new IllegalStateException("a stalled client reads nothing");
    }
}
