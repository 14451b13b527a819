package io.tickwire.benchmarks.load;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of another JVM that has the flags and the class path of this one. Any thread. */
public final class JvmCommand {
    private JvmCommand() {
    }

    /**
     * The command line.
     *
     * @param jvmOptions beside the flags of this JVM; they win
     * @param main       its main class
     * @param arguments  of it
     * @return program and arguments; without this JVM's agents, of which two can't have the same port or file
     */
    public static List<String> of(List<String> jvmOptions, String main, List<String> arguments) {
        final List<String> command = new ArrayList<>(List.of(tool("java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> !flag.startsWith("-agentlib") && !flag.startsWith("-javaagent")).forEach(command::add);
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        return command;
    }

    /** A program of the JDK that runs this. */
    static Path tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name);
    }
}
