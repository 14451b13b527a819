package io.tickwire.benchmarks.peers;

import io.tickwire.benchmarks.load.JvmCommand;
import io.tickwire.benchmarks.load.ServerSettings;
import io.tickwire.server.cli.TickwireMain;

import java.util.ArrayList;
import java.util.List;

/** Starts tickwire's server as the launcher does, with its defaults but for the addresses and limits. */
final class TickwireLaunch {
    /** Of its WebSocket listener. */
    static final int PORT = 14292;

    private TickwireLaunch() {
    }

    /**
     * The command that starts the server.
     *
     * @param workplace its directories
     * @return program and arguments
     */
    static List<String> command(Workplace workplace) {
        final List<String> settings = new ArrayList<>(ServerSettings.of(workplace.disk(), workplace.aeron()));
        settings.addAll(List.of("gateway.port=" + PORT, "http.enabled=false",
            // The load generator answers no pings.
            "gateway.pingInterval=30m", "gateway.idleTimeout=1h"));
        return JvmCommand.of(List.of(), TickwireMain.class.getName(), ServerSettings.arguments(settings));
    }
}
