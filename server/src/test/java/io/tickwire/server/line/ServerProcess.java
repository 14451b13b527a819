package io.tickwire.server.line;

import io.tickwire.client.Position;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern START = Pattern.compile("epoch ([0-9a-f]{16}) from position ([0-9]+)");

    private final Process process;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();

    /** Start one; returns when it serves. */
    ServerProcess(Path directory, String... settings) {
        this(List.of(), server(directory, settings));
    }

    private ServerProcess(List<String> options, List<String> arguments) {
        try {
            process = new ProcessBuilder(command(options, arguments)).redirectErrorStream(true).start();
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

    /** The command line of a process like this one that runs tickwire. */
    static List<String> command(List<String> options, List<String> arguments) {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--")).toList());
        command.addAll(options);
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), TickwireMain.class.getName()));
        command.addAll(arguments);
        return command;
    }

    private static List<String> server(Path directory, String... settings) {
        final List<String> arguments = new ArrayList<>(List.of("server", "--set", "directory=" + directory, "--set",
            "journal.directory=" + directory.resolve("journal"), "--set", "http.enabled=false"));
        for (final String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return arguments;
    }

    /** Start a demo, whose temporary files go to a directory. */
    static ServerProcess demo(Path temporary) {
        return new ServerProcess(List.of("-Djava.io.tmpdir=" + temporary,
            "-Dtickwire.home=" + Path.of("..").toAbsolutePath().normalize()),
            List.of("demo", "--set", "gateway.port=0", "--set", "http.port=0"));
    }

    private void readOutput() {
        try (BufferedReader lines =
                 new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(output::add);
        } catch (final IOException | UncheckedIOException e) {
            output.add("output ended: " + e.getMessage());
        }
    }

    /** What it says of its journal: the epoch, and the last tick that was there. */
    Position start() {
        final Matcher start = output.stream().map(START::matcher).filter(Matcher::find).findFirst().orElseThrow();
        return new Position(start.group(1), Long.parseLong(start.group(2)));
    }

    List<String> output() {
        return List.copyOf(output);
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly();
        Await.until("the end of the server", () -> !process.isAlive());
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGTERM; the exit code. */
    int stop() {
        terminate();
        return exitCode();
    }

    /** Once it has ended by itself. */
    int exitCode() {
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
