package io.tickwire.server.cli;

import io.tickwire.client.ClientConfig;
import io.tickwire.client.DeliveryMode;
import io.tickwire.client.PositionFile;
import io.tickwire.client.SavedPosition;
import io.tickwire.client.TickwireClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code subscribe}: a subscriber in the terminal that proves that it missed nothing. */
@Command(name = "subscribe", sortOptions = false,
    description = {"Print ticks as they come, verify that none is left out, reconnect and resume.",
        "Lines go to standard output, what happens to the connection goes to standard error."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all went well", "1:the first connection did not succeed, or an output could not be written",
        "2:wrong usage, or the server refuses the subscription or the token", "3:ticks were missed",
        "130:stopped by Ctrl-C; the position is kept"})
public final class SubscribeCommand implements Callable<Integer> {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int MISSED = 3;
    private static final long FLUSH_MS = 20;
    private static final long SAVE_NS = TimeUnit.SECONDS.toNanos(1);

    private final OutputStream out;
    private final PrintStream messages;

    @Spec
    private CommandSpec spec;
    @Parameters(arity = "1..*", paramLabel = "SYMBOL",
        description = "SYMBOL@VENUE, or SYMBOL at any venue; * is any characters, ? is one")
    private List<String> symbols;
    @Option(names = "--url", paramLabel = "URL", defaultValue = "ws://127.0.0.1:8800",
        description = "address of the server (default ${DEFAULT-VALUE})")
    private String url;
    @Mixin
    private AccessOptions access;
    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "all", converter = ModeConverter.class,
        description = {"all: every tick; conflated: the latest quotes;",
            "trade-safe: the latest quotes and every trade (default ${DEFAULT-VALUE})"})
    private DeliveryMode mode;
    @Option(names = "--max-rate", paramLabel = "N", defaultValue = "10",
        description = "frames a second in the other modes than all, 1 to 1000 (default ${DEFAULT-VALUE})")
    private int maxRate;
    @Option(names = "--resume", paramLabel = "FILE",
        description = {"keep the position in FILE; if it exists, go on from there", "(in mode all exactly after the "
            + "last printed tick, in other modes after the last whole frame)"})
    private Path resumeFile;
    @Option(names = "--since", paramLabel = "TIME", converter = TimeConverter.class,
        description = {"begin with the ticks that the server received at or after TIME:",
            "an instant like 2026-11-24T14:30:00Z, or ns since 1970; not with --resume"})
    private Long sinceNs;
    @Option(names = "--count", paramLabel = "N",
        description = "end after N lines of ticks, those of the snapshot among them")
    private Long count;
    @Option(names = "--json",
        description = "one JSON object a line; a tick of the snapshot has \"snapshot\":true at its end")
    private boolean json;
    @Option(names = "--connect-timeout", paramLabel = "SECONDS", defaultValue = "10",
        description = "give up if the first connection takes longer (default ${DEFAULT-VALUE})")
    private int connectTimeoutSeconds;

    /** Prints to the process's standard output and standard error. */
    public SubscribeCommand() {
        // Not System.out, which hides that nobody reads any more.
        this(new FileOutputStream(FileDescriptor.out), System.err);
    }

    SubscribeCommand(OutputStream out, PrintStream messages) {
        this.out = out;
        this.messages = messages;
    }

    /**
     * Run until the count is reached, ticks were missed, nobody reads the output, or the process is stopped.
     *
     * @return the exit code
     */
    @Override
    public Integer call() {
        if (sinceNs != null && resumeFile != null) {
            throw usage("--since and --resume exclude each other: begin at a time, or go on from a kept position");
        }
        final PositionFile file = resumeFile == null ? null : new PositionFile(resumeFile);
        final SavedPosition start;
        try {
            start = file == null ? null : file.read().orElse(null);
        } catch (final IOException e) {
            throw usage(e.getMessage());
        }
        final String subscription = (mode.wireName() + " " + String.join(" ", symbols)).strip();
        if (start != null && start.delivered() > 0 && !start.subscription().equals(subscription)) {
            throw usage("'" + resumeFile + "' stands in the middle of a frame of the subscription '"
                + start.subscription() + "'; go on with the same, not with '" + subscription + "'");
        }
        final ClientConfig config = config(start);
        final TickPrinter printer = new TickPrinter(out, messages, json, mode, subscription,
            count == null ? Long.MAX_VALUE : count, start);
        final StopRequest stop = new StopRequest(printer::stop, this::onFinished);
        try (TickwireClient client = TickwireClient.start(config, printer)) {
            return follow(client, printer, file);
        } finally {
            stop.close();
        }
    }

    private int follow(TickwireClient client, TickPrinter printer, PositionFile file) {
        final long startNs = System.nanoTime();
        long savedNs = startNs;
        SavedPosition saved = null;
        int code = -1;
        try {
            while (code < 0) {
                final boolean ended = printer.ended().await(FLUSH_MS, TimeUnit.MILLISECONDS);
                printer.flush();
                final long nowNs = System.nanoTime();
                if (file != null && (ended || nowNs - savedNs >= SAVE_NS)) {
                    saved = save(file, printer.flushedPosition(), saved);
                    savedNs = nowNs;
                }
                if (ended) {
                    code = exitCode(printer);
                } else if (!printer.wasConnected()
                    && nowNs - startNs > TimeUnit.SECONDS.toNanos(connectTimeoutSeconds)) {
                    messages.println("tickwire: no subscription at " + url + " within " + connectTimeoutSeconds
                        + " s; is the server running" + access.trustHint(url) + "?");
                    code = FAILED;
                }
            }
        } catch (final IOException e) {
            messages.println("tickwire: can't keep the position: " + e);
            code = FAILED;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            code = FAILED;
        }
        return code;
    }

    private static SavedPosition save(PositionFile file, SavedPosition now, SavedPosition before)
        throws IOException {
        if (now != null && !now.equals(before)) {
            file.write(now);
        }
        return now;
    }

    private int exitCode(TickPrinter printer) {
        if (printer.refusal() != null) {
            messages.println("tickwire: the server refuses: " + printer.refusal()
                + (printer.refusal().startsWith("UNAUTHENTICATED") ? access.tokenHint() : ""));
            return USAGE;
        }
        return printer.hasMissed() ? MISSED : OK;
    }

    private ClientConfig config(SavedPosition start) {
        if (count != null && count < 1) {
            throw usage("--count must be 1 or more: " + count);
        }
        if (connectTimeoutSeconds < 1) {
            throw usage("--connect-timeout must be 1 or more: " + connectTimeoutSeconds);
        }
        try {
            final ClientConfig.Builder config = ClientConfig.builder().uri(url)
                .symbols(symbols.toArray(String[]::new)).mode(mode, maxRate)
                .start(start == null ? null : start.position())
                .since(sinceNs == null ? null : Instant.ofEpochSecond(0, sinceNs));
            access.apply(config, url);
            return config.build();
        } catch (final IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void onFinished(boolean inTime) {
        if (!inTime) {
            messages.println("tickwire: the output is stuck; the position is that of a moment before");
        }
    }

    /** Reads the name of a mode. */
    static final class ModeConverter implements ITypeConverter<DeliveryMode> {
        @Override
        public DeliveryMode convert(String value) {
            try {
                return DeliveryMode.of(value);
            } catch (final IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
