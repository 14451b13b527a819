package io.tickwire.server.cli;

import io.tickwire.ingest.recorded.RecordedPlayer;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One line of progress, drawn over itself a few times a second; only on a terminal, which the launcher knows. */
final class ProgressLine {
    private static final long DRAW_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int BAR_WIDTH = 24;
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintWriter out;
    private final boolean isTerminal;
    private long drawnNs;
    private long drawnTicks;
    private boolean isDrawn;

    ProgressLine(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
        drawnNs = System.nanoTime();
    }

    /** Draw, if the last time is long enough ago. */
    synchronized void draw(RecordedPlayer player) {
        final long nowNs = System.nanoTime();
        if (isTerminal && nowNs - drawnNs >= DRAW_NS) {
            final double ratePerSecond = (player.ticks() - drawnTicks) * 1e9 / (nowNs - drawnNs);
            drawnNs = nowNs;
            drawnTicks = player.ticks();
            final int full = (int) Math.round(player.progress() * BAR_WIDTH);
            out.printf(Locale.ROOT, "\r[%s%s] %3.0f %%%s  %,d ticks  %,.0f/s\u001B[K", "#".repeat(full),
                ".".repeat(BAR_WIDTH - full), 100 * player.progress(),
                player.rounds() > 1 ? " of round " + player.rounds() : "", player.ticks(), ratePerSecond);
            out.flush();
            isDrawn = true;
        }
    }

    /** Give the line free. */
    synchronized void end() {
        if (isDrawn) {
            out.print(CLEAR_LINE);
            out.flush();
            isDrawn = false;
        }
    }
}
