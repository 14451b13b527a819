package io.tickwire.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration is wrong. Has every problem, not the first one only. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    /**
     * With all problems.
     *
     * @param problems at least one
     */
    public ConfigException(List<ConfigProblem> problems) {
        super("the configuration has " + (problems.size() == 1 ? "one error" : problems.size() + " errors") + ":"
            + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining()));
        this.problems = List.copyOf(problems);
    }

    /**
     * All problems.
     *
     * @return in the order of the sources: file, environment, command line, then what does not go together
     */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
