package io.tickwire.server.cli;

import io.tickwire.ingest.recorded.DamageListener;
import io.tickwire.ingest.recorded.RecordedPlayer;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What a publisher says while it plays: damage, where the server is, what it may not have got, and progress. */
final class PublishReport implements DamageListener {
    private static final int DAMAGE_PRINT_LIMIT = 20;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);

    private final PrintWriter err;
    private final ProgressLine progress;
    private final String channel;
    private long startNs = System.nanoTime();
    private long endNs;
    private FeedSession session;
    private RecordedPlayer player;
    private boolean wasConnected;
    private boolean isWaiting;
    private long damaged;
    private long lost;

    /**
     * Say it there.
     *
     * @param channel that is published to, in words
     */
    PublishReport(PrintWriter err, boolean isTerminal, String channel) {
        this.err = err;
        this.progress = new ProgressLine(err, isTerminal);
        this.channel = channel;
    }

    void watch(FeedSession ofSession, RecordedPlayer ofPlayer) {
        session = ofSession;
        player = ofPlayer;
    }

    @Override
    public void onDamage(String file, long offset, String reason) {
        damaged++;
        if (damaged <= DAMAGE_PRINT_LIMIT) {
            say(file + " at byte " + offset + ": " + reason
                + (damaged == DAMAGE_PRINT_LIMIT ? "; more damage is only counted" : ""));
        }
    }

    /** Called many times a second. */
    void onTurn() {
        final int lostNow = session.pollLost();
        if (lostNow > 0) {
            lost += lostNow;
            say(String.format(Locale.ROOT, "the server was started anew; up to %,d ticks that were under way to it are"
                + " missing there", lostNow));
        }
        final boolean isConnected = session.isConnected();
        if (isConnected && isWaiting) {
            say("the server is there");
            isWaiting = false;
        } else if (!isConnected && !isWaiting && (wasConnected || System.nanoTime() - startNs > PATIENCE_NS)) {
            say((wasConnected ? "the server is gone; waiting for it on " : "waiting for a server on ") + channel);
            isWaiting = true;
        }
        wasConnected |= isConnected;
        progress.draw(player);
    }

    /** The first record is about to be played. */
    void start() {
        startNs = System.nanoTime();
    }

    /** The last record was played, or there will be no more. */
    void stop() {
        if (endNs == 0) {
            endNs = System.nanoTime();
        }
    }

    /** The last line, on the output of results. */
    void summarize(PrintWriter out) {
        stop();
        progress.end();
        final double seconds = (endNs - startNs) / 1e9;
        out.printf(Locale.ROOT, "published %,d ticks in %.1f s, %,.0f ticks/s; %,d bad records%s%n", player.ticks(),
            seconds, player.ticks() / seconds, damaged,
            lost == 0 ? "" : String.format(Locale.ROOT, "; up to %,d ticks lost with a server", lost));
        out.flush();
    }

    /** Any thread. */
    void say(String text) {
        progress.end();
        err.println("tickwire: " + text);
        err.flush();
    }
}
