package io.tickwire.benchmarks.peers;

import io.tickwire.server.cli.TickwireMain;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts tickwire's server as the launcher does, with its defaults but for the addresses and limits. */
final class TickwireLaunch {
    /** Of its WebSocket listener. */
    static final int PORT = 14292;

    private TickwireLaunch() {
    }

    /** The JVM with the flags of this one. */
    static List<String> java() {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> !flag.startsWith("-agentlib") && !flag.startsWith("-javaagent")).forEach(command::add);
        return command;
    }

    /**
     * The command that starts the server.
     *
     * @param workplace its directories
     * @return program and arguments
     */
    static List<String> command(Workplace workplace) {
        final List<String> command = java();
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TickwireMain.class.getName(), "server"));
        final Path directory = workplace.disk();
        for (final String setting : List.of("directory=" + directory,
            "journal.directory=" + directory.resolve("journal"), "aeron.channel=aeron:ipc",
            "aeron.directory=" + workplace.aeron(), "gateway.port=" + PORT,
            "http.enabled=false",
            // All clients have one address here, and answer no pings.
            "gateway.connectionLimitPerAddress=0", "gateway.connectionRate=0", "gateway.connectionRatePerAddress=0",
            "gateway.pingInterval=30m", "gateway.idleTimeout=1h")) {
            command.addAll(List.of("--set", setting));
        }
        return command;
    }
}
