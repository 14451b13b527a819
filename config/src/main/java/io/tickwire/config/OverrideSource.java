package io.tickwire.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Values as {@code key=value}, from the command line or from a command itself. */
final class OverrideSource {
    private final Settings settings;
    private final String originPrefix;

    OverrideSource(Settings settings, String originPrefix) {
        this.settings = settings;
        this.originPrefix = originPrefix;
    }

    /** Take the overrides into the settings; the last one of a key counts. */
    void read(List<String> overrides) {
        for (final String override : overrides) {
            final String origin = originPrefix + override;
            final int equals = override.indexOf('=');
            if (equals < 1) {
                settings.problem(origin, "must be KEY=VALUE, for example gateway.port=9000");
                continue;
            }
            final String path = override.substring(0, equals).strip();
            final Optional<ConfigKey> key = ConfigKey.ofPath(path);
            if (key.isPresent()) {
                settings.put(key.get(), override.substring(equals + 1).strip(), origin);
            } else {
                settings.problem(origin, "unknown key " + path + "; " + NearestName.hint(path,
                    Arrays.stream(ConfigKey.values()).map(ConfigKey::path).toList(),
                    "all keys are listed by: tickwire config defaults"));
            }
        }
    }
}
