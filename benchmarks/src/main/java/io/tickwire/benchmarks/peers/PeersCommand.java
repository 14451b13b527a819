package io.tickwire.benchmarks.peers;

import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.BenchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** {@code tickwire bench peers}: other servers, measured as tickwire is. */
@Command(name = "peers", mixinStandardHelpOptions = true,
    description = "NATS, Nchan, Mosquitto, ws, Socket.IO, uWebSockets (inside Bun), and plain servers on Netty and"
        + " Java-WebSocket beside tickwire: the same messages of 36 bytes, rates, subscribers and load generator, each"
        + " server in a process of its own on this machine. What is not installed is left out;"
        + " benchmarks/peers/install installs all. About an hour; with --quick some minutes.")
public final class PeersCommand implements Callable<Integer> {
    private static final double QUICK_SECONDS = 1;
    private static final List<Integer> QUICK_SUBSCRIBERS = List.of(100);
    private static final int REPLAY_MESSAGES = 1_000_000;
    private static final int QUICK_REPLAY_MESSAGES = 100_000;

    @Mixin
    private BenchOptions options;

    @Option(names = "--only", paramLabel = "NAME", split = ",",
        description = "Measure only these: nats, nchan, mosquitto, ws, socket.io, uwebsockets, netty,"
            + " java-websocket, tickwire.")
    private List<String> only;

    @Option(names = "--subscribers", paramLabel = "N", split = ",", defaultValue = "1,100,1000",
        description = "Numbers of subscribers (default: ${DEFAULT-VALUE}; with --quick 100).")
    private List<Integer> subscribers;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "3",
        description = "How long each rate is held (default: ${DEFAULT-VALUE}; with --quick 1).")
    private double seconds;

    @Spec
    private CommandSpec spec;

    /**
     * Measure and report.
     *
     * @return 0 if every server that is installed could be measured
     * @throws IOException if the report can't be written
     */
    @Override
    public Integer call() throws IOException {
        final List<Peer> chosen = chosen(new Peers(Path.of(System.getProperty("tickwire.home", "."))).all());
        final BenchReport report = options.newReport();
        report.line("messages of %d bytes, open loop; a rate is sustained if all is delivered and p99 is under 50 ms;"
            + " servers and load generator share this machine", Stamp.LENGTH);
        final List<Peer> installed = chosen.stream().filter(peer -> isInstalled(peer, report)).toList();
        for (final int count : options.isQuick() ? QUICK_SUBSCRIBERS : subscribers) {
            final Map<String, PeerResult> results = new LinkedHashMap<>();
            for (final Peer peer : installed) {
                measure(peer, count, report, results);
            }
        }
        installed.stream().filter(peer -> peer.name().equals(Peers.NATS)).forEach(nats -> replay(nats, report));
        return report.finish() ? 0 : 1;
    }

    private List<Peer> chosen(List<Peer> all) {
        if (only == null) {
            return all;
        }
        final List<String> names = all.stream().map(Peer::name).toList();
        only.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw new ParameterException(spec.commandLine(),
                "there is no server \"" + name + "\" to measure; there are " + String.join(", ", names));
        });
        final Set<String> wanted = Set.copyOf(only);
        return all.stream().filter(peer -> wanted.contains(peer.name())).toList();
    }

    private static boolean isInstalled(Peer peer, BenchReport report) {
        final String missing = peer.requirement().missing();
        if (!missing.isEmpty()) {
            report.line("%s is left out: %s", peer.name(), missing);
        }
        return missing.isEmpty();
    }

    /** tickwire is the last, and is compared with the results of the others. */
    private void measure(Peer peer, int count, BenchReport report, Map<String, PeerResult> results) {
        try (PeerBench bench = new PeerBench(peer, count, options.isQuick() ? QUICK_SECONDS : seconds, report)) {
            final PeerResult result = bench.run();
            if (peer.name().equals(Peers.TICKWIRE)) {
                new Comparison(count, results).tell(result, bench::measureThreeTimes, report);
            } else {
                results.put(peer.name(), result);
            }
        } catch (final IOException e) {
            report.invalid("%s with %,d subscribers could not be measured: %s", peer.name(), count, e.getMessage());
        }
    }

    private void replay(Peer nats, BenchReport report) {
        try {
            new JetStreamReplay(nats).run(options.isQuick() ? QUICK_REPLAY_MESSAGES : REPLAY_MESSAGES, report);
        } catch (final IOException e) {
            report.invalid("the replay of JetStream could not be measured: %s", e.getMessage());
        }
    }
}
