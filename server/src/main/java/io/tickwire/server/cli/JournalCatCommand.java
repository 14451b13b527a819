package io.tickwire.server.cli;

import io.tickwire.core.instrument.Instrument;
import io.tickwire.core.instrument.InstrumentTable;
import io.tickwire.core.instrument.SymbolPattern;
import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickKind;
import io.tickwire.journal.JournalException;
import io.tickwire.journal.JournalInspector;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code tickwire journal cat}: one line a tick. */
@Command(name = "cat", description = "Print ticks, one a line.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all was printed", "1:there is no journal to look at", "2:wrong options",
        "3:damage stopped the reading"})
final class JournalCatCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "The journal's directory.")
    private Path directory;

    @Option(names = "--from", paramLabel = "N", defaultValue = "1", description = "First sequence number.")
    private long from;

    @Option(names = "--to", paramLabel = "N", description = "Last sequence number.")
    private long to = Long.MAX_VALUE;

    @Option(names = "--symbols", paramLabel = "PATTERN", split = ",",
        description = "Only these instruments, for example BTC* or IBM@Q.")
    private List<String> symbols = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean isJson;

    private final InstrumentTable instruments = new InstrumentTable();
    private final List<SymbolPattern> patterns = new ArrayList<>();
    private final JournalTickText text = new JournalTickText();

    @Override
    public Integer call() {
        if (from < 1 || to < from) {
            throw new ParameterException(spec.commandLine(), "--from must be 1 or more, and --to not before it");
        }
        try {
            symbols.forEach(symbol -> patterns.add(SymbolPattern.parse(symbol)));
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        final PrintWriter out = spec.commandLine().getOut();
        final JournalInspector inspector;
        try {
            inspector = new JournalInspector(directory);
        } catch (final JournalException e) {
            return JournalCommand.fail(spec, e, JournalCommand.FAILED);
        }
        try {
            inspector.read(from, to, this::define, tick -> print(tick, out));
            out.flush();
            return CommandLine.ExitCode.OK;
        } catch (final JournalException e) {
            out.flush();
            return JournalCommand.fail(spec, e, JournalCommand.DAMAGED);
        }
    }

    private void define(Tick tick) {
        if (tick.kind() == TickKind.DEFINITION.code()) {
            instruments.onDefinition(tick);
        }
    }

    private void print(Tick tick, PrintWriter out) {
        define(tick);
        final Instrument instrument = instruments.byId(tick.instrumentId());
        if (patterns.isEmpty() || instrument != null && isWanted(instrument.name())) {
            out.println(isJson ? text.json(tick, instrument) : text.line(tick, instrument));
        }
    }

    private boolean isWanted(String name) {
        for (final SymbolPattern pattern : patterns) {
            if (pattern.matches(name)) {
                return true;
            }
        }
        return false;
    }
}
