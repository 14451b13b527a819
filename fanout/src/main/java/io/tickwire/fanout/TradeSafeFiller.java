package io.tickwire.fanout;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickHandler;

/**
 * Mode TRADE_SAFE: every trade and status of the range, and each quote of it that no later one has replaced, in the
 * order of sequence. So a frame may end anywhere: what it leaves out of its range comes, newer, in a later one. Read
 * from the ring or the journal, so that nothing is kept for anyone. Fan-out thread only; does not allocate once warm.
 */
final class TradeSafeFiller implements FrameFiller, TickHandler {
    /** Ticks looked at in one pass, for the sake of those at the head. */
    private static final int PASS_LIMIT_TICKS = 65_536;
    /** As many while those wait for ticks, whatever number of groups asks for a look. */
    private static final int BUSY_LIMIT_TICKS = 4_096;
    /** Ticks in one read; where they came from is known after it. */
    private static final int READ_LIMIT_TICKS = 1_024;
    /** A tick from the journal counts as so many, since it takes longer than one from the ring. */
    private static final int JOURNAL_WEIGHT = 4;

    private final TickSource source;
    private final FrameBuilder frame;
    private final EntryEncoder entry = new EntryEncoder();
    private int leftTicks;

    TradeSafeFiller(TickSource source, FrameBuilder frame) {
        this.source = source;
        this.frame = frame;
    }

    /** A new budget; a small one while the live pass has ticks left to take. */
    void beginPass(boolean isLiveBehind) {
        leftTicks = isLiveBehind ? BUSY_LIMIT_TICKS : PASS_LIMIT_TICKS;
    }

    @Override
    public boolean isSpent() {
        return leftTicks <= 0;
    }

    @Override
    public boolean hasNews(Group group, long cursor) {
        return group.scanned() < cursor;
    }

    @Override
    public long fill(Group group, long from, long scanned, long cursor) {
        frame.begin(from);
        long at = scanned;
        while (at < cursor && leftTicks > 0 && frame.roomForTicks() > 0) {
            final int wish = (int) Math.min(cursor - at, Math.min(leftTicks, READ_LIMIT_TICKS));
            final int count = source.read(at + 1, wish, group.filter(), frame.roomForTicks(), this);
            if (count == 0) {
                return frame.isEmpty() ? MISSING : at;
            }
            at += count;
            leftTicks -= source.wasFromJournal() ? JOURNAL_WEIGHT * count : count;
        }
        return at;
    }

    @Override
    public void onTick(Tick tick) {
        entry.encode(tick);
        frame.append(entry);
    }
}
