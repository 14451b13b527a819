package io.tickwire.gateway;

import io.tickwire.config.GatewayConfig;
import io.tickwire.fanout.DeliveryMode;
import io.tickwire.fanout.SubscriberRequest;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * The kernel's send buffer of one connection follows its mode. What waits there can't be replaced by anything newer, so
 * it is small where only the latest quotes count, and large where everything has to go out. Reader thread.
 */
final class SendBuffer {
    /** Takes the place of the default, to which a socket can't go back. The system takes off what it will not give. */
    private static final int LARGE_BYTES = 4 << 20;

    private final SocketChannel socket;
    private final int allBytes;
    private final int conflatedBytes;
    private boolean isConflated;

    /**
     * The buffer is left as it is until a request asks for a mode.
     *
     * @param socket open
     * @param config the sizes, bytes
     */
    SendBuffer(SocketChannel socket, GatewayConfig config) {
        this.socket = socket;
        allBytes = config.sendBufferBytes() > 0 ? config.sendBufferBytes() : LARGE_BYTES;
        conflatedBytes = config.conflatedBufferBytes();
    }

    /**
     * Fit the mode that a request asks for, if it asks for one.
     *
     * @param request on its way to fan-out
     */
    void follow(SubscriberRequest request) {
        final DeliveryMode mode = mode(request);
        if (mode == null || conflatedBytes == 0 || isConflated == (mode != DeliveryMode.ALL)) {
            return;
        }
        isConflated = !isConflated;
        try {
            socket.setOption(StandardSocketOptions.SO_SNDBUF, isConflated ? conflatedBytes : allBytes);
        } catch (final IOException e) {
            // The socket is closed or broken. Whoever reads or writes next ends the connection.
            isConflated = !isConflated;
        }
    }

    private static DeliveryMode mode(SubscriberRequest request) {
        if (request instanceof SubscriberRequest.Subscribe subscribe) {
            return subscribe.mode();
        } else if (request instanceof SubscriberRequest.ChangeMode change) {
            return change.mode();
        }
        return request instanceof SubscriberRequest.Resuming resuming ? resuming.mode() : null;
    }
}
