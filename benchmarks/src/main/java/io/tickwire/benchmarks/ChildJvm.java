package io.tickwire.benchmarks;

import io.tickwire.benchmarks.load.JvmCommand;

import java.io.IOException;
import java.util.List;

/** Runs a main class in a JVM of its own, with the flags and the class path of this one. One thread. */
final class ChildJvm {
    /** As of a process that was killed. */
    private static final int INTERRUPTED = 137;

    private final String mainClass;

    ChildJvm(Class<?> mainClass) {
        this.mainClass = mainClass.getName();
    }

    /** The command line. */
    List<String> command(List<String> arguments) {
        return JvmCommand.of(List.of(), mainClass, arguments);
    }

    /**
     * Run it, with this process's output; it ends when this process does.
     *
     * @return its exit code
     * @throws IOException if it can't be started
     */
    int run(List<String> arguments) throws IOException {
        final Process process = new ProcessBuilder(command(arguments)).inheritIO().start();
        final Thread ending = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            final int exitCode = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(ending);
            return exitCode;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            return INTERRUPTED;
        }
    }
}
