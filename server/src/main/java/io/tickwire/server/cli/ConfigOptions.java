package io.tickwire.server.cli;

import io.tickwire.config.ConfigLoader;
import io.tickwire.config.LoadedConfig;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The options of every command that reads the configuration; use as a {@code @Mixin}. */
public final class ConfigOptions {
    @Option(names = "--config", paramLabel = "FILE",
        description = "Configuration file; without it the defaults hold.")
    private Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE",
        description = "Set one key, for example gateway.port=9000. Can be repeated; wins over file and environment.")
    private List<String> overrides = new ArrayList<>();

    /**
     * Load the configuration from the file, the environment and the overrides.
     *
     * @return checked whole
     * @throws io.tickwire.config.ConfigException with all problems
     */
    public LoadedConfig load() {
        return load(List.of(), null);
    }

    /**
     * Load the configuration, with other defaults for some keys and another file than none.
     *
     * @param defaults    KEY=VALUE, for keys that file, environment and overrides do not set
     * @param defaultFile read if the command line names none
     * @return checked whole
     * @throws io.tickwire.config.ConfigException with all problems
     */
    LoadedConfig load(List<String> defaults, Path defaultFile) {
        return new ConfigLoader().defaults(defaults).file(file == null ? defaultFile : file)
            .environment(System.getenv()).overrides(overrides).load();
    }
}
