package io.tickwire.config;

import java.util.List;

/**
 * A checked configuration.
 *
 * @param config   what the server uses
 * @param settings every key with its value and where that is from, in the order of the table
 */
public record LoadedConfig(TickwireConfig config, List<Setting> settings) {
}
