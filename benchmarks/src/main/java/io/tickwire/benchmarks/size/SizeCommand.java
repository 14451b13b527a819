package io.tickwire.benchmarks.size;

import io.tickwire.benchmarks.report.BenchOptions;
import io.tickwire.benchmarks.report.BenchReport;
import io.tickwire.benchmarks.report.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.concurrent.Callable;

/** {@code tickwire bench size}: bytes per tick on the wire. */
@Command(name = "size", mixinStandardHelpOptions = true,
    description = "Bytes that a quote and a trade take on the wire, alone and in frames of 10 and 100, beside the JSON "
        + "and the binary layouts of others. Takes no time; nothing is sent.")
public final class SizeCommand implements Callable<Integer> {
    private static final int[] ENTRIES = {1, 10, 100};
    private static final double ENTRY_TARGET_BYTES = 36;
    private static final double TEN_TARGET_BYTES = 40;
    private static final double BYTES_PER_MARK = 6;

    @Mixin
    private BenchOptions options;

    private final WireFrame frame = new WireFrame();

    /**
     * Measure and report.
     *
     * @return 0, since what is counted is always valid
     * @throws IOException if the sample can't be read or the report can't be written
     */
    @Override
    public Integer call() throws IOException {
        final BenchReport report = options.newReport();
        report.line("bytes per quote or trade, with the WebSocket header, without TCP and IP, nothing compressed:");
        for (final boolean isTrade : new boolean[]{false, true}) {
            for (final int entries : ENTRIES) {
                final int frameBytes = isTrade ? frame.tradesBytes(entries) : frame.quotesBytes(entries);
                tell(report, what(isTrade), "tickwire, " + entries + " in a frame", (double) frameBytes / entries,
                    entries, "the encoders");
            }
            for (final OtherForm form : OtherForm.all()) {
                if (form.isTrade() == isTrade) {
                    tell(report, what(isTrade), form.name(), form.wireBytes(), 1, form.from());
                }
            }
        }
        report.line("a layout's bytes are those of one message; the venue's own framing below WebSocket is left out");
        report.target(new Target("a quote inside a frame", frame.quotesBytes(2) - frame.quotesBytes(1),
            ENTRY_TARGET_BYTES, true, "bytes"));
        report.target(new Target("a quote of 10 in a frame, with its share of the headers",
            frame.quotesBytes(10) / 10.0, TEN_TARGET_BYTES, true, "bytes"));
        return report.finish() ? 0 : 1;
    }

    private static String what(boolean isTrade) {
        return isTrade ? "trade" : "quote";
    }

    private static void tell(BenchReport report, String what, String form, double bytes, int entries, String from) {
        report.figure("bytes", bytes, "bytes", "what", what, "form", form, "entries", entries);
        report.line("  %s %-26s %6.1f %s (%s)", what, form, bytes, "#".repeat((int) (bytes / BYTES_PER_MARK)), from);
    }
}
