package io.tickwire.config;

/**
 * The value of a key, and where it is from.
 *
 * @param key    the key
 * @param text   as it was written
 * @param value  as the server uses it
 * @param origin a file with its line, an environment variable, a command-line override, or {@value #DEFAULT}
 */
public record Setting(ConfigKey key, String text, Object value, String origin) {
    /** Origin of a value that nobody set. */
    public static final String DEFAULT = "default";

    /**
     * As a line of a configuration file.
     *
     * @return key, equals sign, value
     */
    public String line() {
        return key.path() + " = " + key.type().render(text);
    }
}
