package io.tickwire.benchmarks.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the server's configuration has in a measurement; all else is as by default. Any thread. */
public final class ServerSettings {
    /** Begins each variable of the environment that is a setting. */
    private static final String VARIABLE = "TICKWIRE_";

    private ServerSettings() {
    }

    /**
     * Where its files are, and that it has no limits on the connections of an address, which all clients here share.
     *
     * @param directory for its files
     * @param driver    directory of the media driver, best in shared memory
     * @return as KEY=VALUE
     */
    public static List<String> of(Path directory, Path driver) {
        return List.of("directory=" + directory.resolve("data"), "journal.directory=" + directory.resolve("journal"),
            "aeron.directory=" + driver, "aeron.channel=aeron:ipc", "gateway.connectionLimitPerAddress=0",
            "gateway.connectionRate=0", "gateway.connectionRatePerAddress=0");
    }

    /**
     * The arguments of the server's main class.
     *
     * @param settings as KEY=VALUE; the last one wins
     * @return the command "server" with these settings
     */
    public static List<String> arguments(List<String> settings) {
        final List<String> arguments = new ArrayList<>(List.of("server"));
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return arguments;
    }

    /**
     * Take away the settings that someone has in the environment, so that only what a measurement says counts.
     *
     * @param environment of the server's process, before it starts
     */
    public static void removeFrom(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith(VARIABLE));
    }
}
