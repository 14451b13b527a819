package io.tickwire.server.line;

import io.tickwire.server.cli.TickwireMain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server in a process of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();

    /** Start one; returns when it serves. */
    ServerProcess(Path directory, String... settings) {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--")).toList());
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), TickwireMain.class.getName(),
            "server", "--set", "directory=" + directory, "--set",
            "journal.directory=" + directory.resolve("journal"), "--set", "http.enabled=false"));
        for (final String setting : settings) {
            command.addAll(List.of("--set", setting));
        }
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final Thread reading = new Thread(this::readOutput, "server-output");
        reading.setDaemon(true);
        reading.start();
        Await.until(() -> "the server's start: " + output,
            () -> !process.isAlive() || output.stream().anyMatch(text -> text.contains("ws://")));
        if (!process.isAlive()) {
            throw new AssertionError("the server did not start: " + output);
        }
    }

    private void readOutput() {
        try (BufferedReader lines =
                 new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(output::add);
        } catch (final IOException | UncheckedIOException e) {
            output.add("output ended: " + e.getMessage());
        }
    }

    List<String> output() {
        return List.copyOf(output);
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly();
        Await.until("the end of the server", () -> !process.isAlive());
    }

    /** SIGTERM; the exit code. */
    int stop() {
        process.destroy();
        Await.until(() -> "the server's orderly end: " + output, () -> !process.isAlive());
        return process.exitValue();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
