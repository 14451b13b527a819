package io.tickwire.server.cli;

import io.tickwire.journal.JournalException;
import io.tickwire.journal.JournalInspector;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code tickwire journal export}: ticks for another program. */
@Command(name = "export", description = {"Write ticks for analysis, definitions and statuses among them.",
    "Times are ns since 1970, prices and sizes exact decimals. The number of ticks goes to standard error."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all was written", "1:there is no journal to look at, or the output can't be written",
        "2:wrong options", "3:damage stopped the reading; what comes before it was written"})
final class JournalExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "The journal's directory.")
    private Path directory;

    @Option(names = "--format", required = true, paramLabel = "csv|jsonl", converter = FormatConverter.class,
        description = {"csv: one header line, the same columns for all kinds of ticks, RFC 4180;",
            "jsonl: one JSON object a line, as cat --json prints."})
    private JournalFormat format;

    @Mixin
    private JournalRange range;

    @Option(names = "--output", paramLabel = "FILE",
        description = {"Where to, if not to standard output; must not exist.", "Called FILE.part until it is whole."})
    private Path output;

    @Override
    public Integer call() {
        range.check();
        final JournalInspector inspector;
        try {
            inspector = new JournalInspector(directory);
        } catch (final JournalException e) {
            return JournalCommand.fail(spec, e, JournalCommand.FAILED);
        }
        return output == null ? print(inspector) : write(inspector);
    }

    private int print(JournalInspector inspector) {
        final PrintWriter out = spec.commandLine().getOut();
        final JournalPrinter printer = new JournalPrinter(format, range, out, out::checkError);
        try {
            printer.printHeader();
            printer.printAll(inspector);
        } catch (final JournalException e) {
            out.flush();
            say(count(printer) + " before the damage");
            return JournalCommand.fail(spec, e, JournalCommand.DAMAGED);
        }
        if (out.checkError()) {
            say("the output can't be written any more, so it is not whole");
            return ExitCode.FAILURE;
        }
        say(count(printer));
        return ExitCode.OK;
    }

    private int write(JournalInspector inspector) {
        try (ExportFile file = create()) {
            final JournalPrinter printer = new JournalPrinter(format, range, file.out(), () -> false);
            try {
                printer.printHeader();
                printer.printAll(inspector);
                file.complete();
                say(count(printer) + " in " + output);
                return ExitCode.OK;
            } catch (final JournalException e) {
                file.out().flush();
                say(count(printer) + " before the damage, left in " + file.part());
                return JournalCommand.fail(spec, e, JournalCommand.DAMAGED);
            } catch (final IOException | UncheckedIOException e) {
                say("can't write " + output + ": " + ErrorText.of(e) + "; what was written is left in "
                    + file.part());
                return ExitCode.FAILURE;
            }
        } catch (final IOException e) {
            say("can't write " + output + ": " + ErrorText.of(e));
            return ExitCode.FAILURE;
        }
    }

    private ExportFile create() throws IOException {
        try {
            return new ExportFile(output);
        } catch (final FileAlreadyExistsException e) {
            throw new ParameterException(spec.commandLine(), e.getFile()
                + " exists already; remove it, or name another file with --output", e);
        } catch (final NoSuchFileException e) {
            throw new ParameterException(spec.commandLine(), "there is no directory for --output " + output, e);
        }
    }

    private static String count(JournalPrinter printer) {
        return printer.printed() == 1 ? "1 tick" : printer.printed() + " ticks";
    }

    private void say(String message) {
        final PrintWriter err = spec.commandLine().getErr();
        err.println(message);
        err.flush();
    }

    /** Reads the name of a format. */
    static final class FormatConverter implements ITypeConverter<JournalFormat> {
        @Override
        public JournalFormat convert(String value) {
            return switch (value) {
                case "csv" -> new JournalCsvText();
                case "jsonl" -> JournalTickText.json();
                default -> throw new TypeConversionException("'" + value + "' is no format; write csv or jsonl");
            };
        }
    }
}
