package io.tickwire.benchmarks;

import io.tickwire.benchmarks.load.JvmCommand;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a benchmark once more where the loopback interface is as slow as a bad line: in a network namespace that is the
 * new process's own. The namespace has no name, so the system takes it away with the last process in it, whatever that
 * one dies of.
 */
final class ThrottledLoopback {
    // A packet of the loopback's default size would be more than the bucket holds.
    private static final String SET_UP =
        "ip link set lo mtu 1500 up && tc qdisc add dev lo root tbf rate \"$1\" burst 5kb latency 400ms";

    private final String rate;

    /**
     * Nothing is done yet.
     *
     * @param rate as tc has it, for example 1mbit
     */
    ThrottledLoopback(String rate) {
        this.rate = rate;
    }

    /**
     * Why {@link #rerun} can't work here.
     *
     * @return a text that says what is wrong and what would be right; empty if nothing is wrong
     * @throws IOException if the answer of a program can't be read
     */
    String problem() throws IOException {
        try {
            final Process trial =
                new ProcessBuilder(inNamespace(SET_UP, List.of())).redirectErrorStream(true).start();
            final String output = new String(trial.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return await(trial) == 0 ? "" : problem(output);
        } catch (final IOException e) {
            return problem(e.getMessage());
        }
    }

    private String problem(String cause) {
        return "can't slow down the loopback of a network namespace to " + rate + " (" + cause + "); this needs Linux, "
            + "root, and the programs unshare, ip and tc (packages util-linux and iproute2)";
    }

    private List<String> inNamespace(String script, List<String> arguments) {
        final List<String> command = new ArrayList<>(List.of("unshare", "--net", "sh", "-c", script, "sh", rate));
        command.addAll(arguments);
        return command;
    }

    /**
     * Run {@code tickwire bench} once more, with the flags of this JVM, and wait for its end.
     *
     * @param benchArguments by one of which the new process knows where it is
     * @return its exit code
     * @throws IOException if it can't be started
     */
    int rerun(List<String> benchArguments) throws IOException {
        // What the system knows of this process's own command line ends after some thousand characters.
        final List<String> arguments = JvmCommand.of(List.of(), BenchMain.class.getName(), benchArguments);
        final Process process =
            new ProcessBuilder(inNamespace(SET_UP + " && shift && exec \"$@\"", arguments)).inheritIO().start();
        final Thread ending = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(ending);
        final int exitCode = await(process);
        Runtime.getRuntime().removeShutdownHook(ending);
        return exitCode;
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            return 1;
        }
    }
}
