package io.tickwire.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param origin where it is: a file with its line, an environment variable, or a command-line override
 * @param text   what was wrong and what would be right
 */
public record ConfigProblem(String origin, String text) {
    @Override
    public String toString() {
        return origin + ": " + text;
    }
}
