package io.tickwire.server.cli;

import io.tickwire.journal.JournalException;
import io.tickwire.journal.JournalInspector;
import io.tickwire.journal.JournalTail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** {@code tickwire journal cat}: one line a tick. */
@Command(name = "cat", description = "Print ticks, one a line.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all was printed, or nobody reads any more, or Ctrl-C has ended --follow",
        "1:there is no journal to look at", "2:wrong options", "3:damage stopped the reading"})
final class JournalCatCommand implements Callable<Integer> {
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);

    @Spec
    private CommandSpec spec;

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "The journal's directory.")
    private Path directory;

    @Mixin
    private JournalRange range;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean isJson;

    @Option(names = "--follow", description = {"Go on with what a server appends, until Ctrl-C, --to or --until;",
        "without --from and --since only what is new."})
    private boolean isFollowing;

    @Override
    public Integer call() {
        range.check();
        final JournalInspector inspector;
        try {
            inspector = new JournalInspector(directory);
        } catch (final JournalException e) {
            return JournalCommand.fail(spec, e, JournalCommand.FAILED);
        }
        final PrintWriter out = spec.commandLine().getOut();
        try {
            if (isFollowing) {
                follow(inspector, out);
            } else {
                printer(out, out::checkError).printAll(inspector);
            }
            out.flush();
            return ExitCode.OK;
        } catch (final JournalException e) {
            out.flush();
            return JournalCommand.fail(spec, e, JournalCommand.DAMAGED);
        }
    }

    private void follow(JournalInspector inspector, PrintWriter out) {
        try (StopRequest stop = new StopRequest(() -> { }, inTime -> Runtime.getRuntime().halt(ExitCode.OK));
             JournalTail tail = inspector.tail(range.hasStart() ? range.from(inspector) : 0)) {
            final BooleanSupplier isEnded = () -> out.checkError() || stop.isMade();
            new JournalFollow(tail, range, printer(out, isEnded), spec.commandLine().getErr())
                .run(isEnded, () -> LockSupport.parkNanos(PAUSE_NS));
            out.flush();
        }
    }

    private JournalPrinter printer(PrintWriter out, BooleanSupplier isEnded) {
        return new JournalPrinter(isJson ? JournalTickText.json() : JournalTickText.lines(), range, out, isEnded);
    }
}
