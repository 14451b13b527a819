package io.tickwire.server.cli;

import io.tickwire.config.TickwireConfig;
import io.tickwire.server.TickwireServer;
import io.tickwire.server.Url;

import java.io.PrintWriter;

/** Tells where a running server is reached. */
final class ServerAddresses {
    private ServerAddresses() {
    }

    static void print(TickwireServer server, TickwireConfig config, PrintWriter out) {
        final String secure = config.tls().isEnabled() ? "s" : "";
        out.printf("  WebSocket  ws%s://%s  (sub-protocol tickwire.v1)%n", secure,
            Url.authority(config.gateway().host(), server.webSocketPort()));
        server.httpPort().ifPresent(port -> out.printf("  web page   http%s://%s%n", secure,
            Url.authority(config.http().host(), port)));
        out.printf("  feed       %s stream %d%n", config.aeron().channel(), config.aeron().streamId());
        out.printf("  journal    %s%n", config.journal().directory().toAbsolutePath());
        out.printf("  counters   %s%n", config.directory().toAbsolutePath());
    }
}
