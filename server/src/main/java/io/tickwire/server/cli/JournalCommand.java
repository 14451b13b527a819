package io.tickwire.server.cli;

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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code tickwire journal ls|cat|export|verify}: look into a journal, also while a server writes it. */
@Command(name = "journal", description = "Look into a journal, also while a server writes it; changes nothing.",
    synopsisSubcommandLabel = "COMMAND", subcommands = {JournalCommand.Ls.class, JournalCatCommand.class,
        JournalExportCommand.class, JournalCommand.Verify.class})
public final class JournalCommand implements Callable<Integer> {
    /** Exit code: the journal is damaged. */
    public static final int DAMAGED = 3;
    /** Exit code: there is no journal to look at. */
    public static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: ls, cat, export or verify");
    }

    static int fail(CommandSpec spec, JournalException error, int code) {
        final PrintWriter err = spec.commandLine().getErr();
        err.println(error.getMessage());
        err.flush();
        return code;
    }

    private static void printFiles(PrintWriter out, List<JournalInspector.FileSummary> files) {
        out.printf("%-22s %14s %14s %12s %10s %14s  %-30s %-30s%n", "file", "first", "last", "ticks", "excerpts",
            "bytes", "first received", "last received");
        for (final JournalInspector.FileSummary file : files) {
            out.printf("%-22s %14d %14d %12d %10d %14d  %-30s %-30s%s%n", file.name(), file.firstSequence(),
                file.lastSequence(), file.ticks(), file.excerpts(), file.bytes(), time(file.firstTimeNs()),
                time(file.lastTimeNs()), file.damage().isEmpty() ? "" : "  " + file.damage());
            printMissing(out, file);
        }
    }

    private static void printMissing(PrintWriter out, JournalInspector.FileSummary file) {
        if (file.missingBefore() > 0) {
            out.println(file.name() + ": " + file.missingBefore() + " ticks are missing before it");
        }
    }

    private static String time(long timeNs) {
        return timeNs == 0 ? "-" : Instant.ofEpochSecond(0, timeNs).toString();
    }

    /** Lists the files. */
    @Command(name = "ls", description = "List the journal's files with what they hold.")
    static final class Ls implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--dir", required = true, paramLabel = "DIR", description = "The journal's directory.")
        private Path directory;

        @Override
        public Integer call() {
            try {
                final PrintWriter out = spec.commandLine().getOut();
                final JournalInspector inspector = new JournalInspector(directory);
                out.printf("epoch %016x%n", inspector.epoch());
                printFiles(out, inspector.summarize());
                out.flush();
                return CommandLine.ExitCode.OK;
            } catch (final JournalException e) {
                return fail(spec, e, FAILED);
            }
        }
    }

    /** Checks everything. */
    @Command(name = "verify",
        description = "Check every checksum and that the sequence numbers are consecutive.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the journal is whole", "1:there is no journal to look at", "2:wrong options",
            "3:the journal is damaged, or ticks are missing in it"})
    static final class Verify implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--dir", required = true, paramLabel = "DIR", description = "The journal's directory.")
        private Path directory;

        @Override
        public Integer call() {
            try {
                final PrintWriter out = spec.commandLine().getOut();
                final JournalInspector inspector = new JournalInspector(directory);
                final long epoch = inspector.epoch();
                long ticks = 0;
                long excerpts = 0;
                int damaged = 0;
                final List<JournalInspector.FileSummary> files = inspector.summarize();
                for (final JournalInspector.FileSummary file : files) {
                    ticks += file.ticks();
                    excerpts += file.excerpts();
                    printMissing(out, file);
                    if (!file.damage().isEmpty()) {
                        out.println(file.name() + ": " + file.damage());
                    }
                    damaged += file.damage().isEmpty() && file.missingBefore() == 0 ? 0 : 1;
                }
                out.printf("%s: epoch %016x, %d files, %d excerpts, %d ticks%n",
                    damaged == 0 ? "whole" : "DAMAGED", epoch, files.size(), excerpts, ticks);
                out.flush();
                return damaged == 0 ? CommandLine.ExitCode.OK : DAMAGED;
            } catch (final JournalException e) {
                return fail(spec, e, FAILED);
            }
        }
    }
}
