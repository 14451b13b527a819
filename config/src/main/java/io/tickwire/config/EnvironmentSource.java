package io.tickwire.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Values from environment variables, for example {@code TICKWIRE_GATEWAY_PORT}. */
final class EnvironmentSource {
    static final String PREFIX = "TICKWIRE_";

    /** Variables that are for the launcher and the command line. */
    private static final Set<String> NOT_KEYS = Set.of("TICKWIRE_JAVA_OPTS", "TICKWIRE_VERBOSE");

    private final Settings settings;

    EnvironmentSource(Settings settings) {
        this.settings = settings;
    }

    /** Take every variable with our prefix into the settings. */
    void read(Map<String, String> environment) {
        final Map<String, ConfigKey> keys = Arrays.stream(ConfigKey.values())
            .collect(Collectors.toMap(ConfigKey::variable, Function.identity()));
        new TreeMap<>(environment).forEach((name, text) -> {
            final String origin = "environment variable " + name;
            if (keys.containsKey(name)) {
                settings.put(keys.get(name), text, origin);
            } else if (name.startsWith(PREFIX) && !NOT_KEYS.contains(name)) {
                settings.problem(origin, "no key has this variable; "
                    + NearestName.hint(name, keys.keySet().stream().sorted().toList(),
                        "the variable of gateway.port is TICKWIRE_GATEWAY_PORT, and so on"));
            }
        });
    }
}
