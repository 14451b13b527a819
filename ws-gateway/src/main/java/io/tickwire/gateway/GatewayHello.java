package io.tickwire.gateway;

import io.tickwire.gateway.auth.Grant;
import org.agrona.concurrent.EpochNanoClock;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What the server says of itself.
 *
 * @param version     of the server
 * @param epoch       of its journal
 * @param heartbeatMs a subscriber hears something at least this often
 * @param clock       ns since 1970
 */
record GatewayHello(String version, long epoch, long heartbeatMs, EpochNanoClock clock) {
    /** {@code auth} is "none", "required" or "done". */
    ByteBuffer message(String auth) {
        return Answers.message("hello", null, json -> {
            json.writeStringField("protocol", FrameEngine.SUBPROTOCOL);
            json.writeStringField("server", version);
            Answers.writeEpoch(json, epoch);
            json.writeNumberField("heartbeatMs", heartbeatMs);
            json.writeStringField("auth", auth);
        });
    }

    ByteBuffer authenticated(String id, Grant grant) {
        return Answers.message("authenticated", id, json -> {
            json.writeStringField("subject", grant.subject());
            json.writeNumberField("expires", grant.expiresAtNs());
        });
    }

    /** Where else a client may go on, if anywhere. */
    ByteBuffer goingAway(long reconnectMs, List<String> addresses) {
        return Answers.message("goingAway", null, json -> {
            json.writeNumberField("reconnectMs", reconnectMs);
            if (!addresses.isEmpty()) {
                Answers.writeTexts(json, "addresses", addresses);
            }
        });
    }

    ByteBuffer pong(String id) {
        return Answers.message("pong", id, json -> json.writeNumberField("time", clock.nanoTime()));
    }
}
