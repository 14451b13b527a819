package io.tickwire.gateway;

import org.agrona.concurrent.EpochNanoClock;

import java.nio.ByteBuffer;

/**
 * What the server says of itself.
 *
 * @param version     of the server
 * @param epoch       of its journal
 * @param heartbeatMs a subscriber hears something at least this often
 * @param clock       ns since 1970
 */
record GatewayHello(String version, long epoch, long heartbeatMs, EpochNanoClock clock) {
    ByteBuffer message() {
        return Answers.message("hello", null, json -> {
            json.writeStringField("protocol", FrameEngine.SUBPROTOCOL);
            json.writeStringField("server", version);
            Answers.writeEpoch(json, epoch);
            json.writeNumberField("heartbeatMs", heartbeatMs);
        });
    }

    ByteBuffer goingAway(long reconnectMs) {
        return Answers.message("goingAway", null, json -> json.writeNumberField("reconnectMs", reconnectMs));
    }

    ByteBuffer pong(String id) {
        return Answers.message("pong", id, json -> json.writeNumberField("time", clock.nanoTime()));
    }
}
