package io.tickwire.fanout;

import io.tickwire.core.tick.LastValues;
import io.tickwire.core.tick.Tick;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Mode CONFLATED: the latest quote of each instrument that changed, read off the last values, and the last status of
 * each source. Fan-out thread only; does not allocate once warm.
 */
final class ConflatedFiller implements FrameFiller {
    private final MarketState market;
    private final FrameBuilder frame;
    private final EntryEncoder entry = new EntryEncoder();
    private final Tick status = new Tick();

    ConflatedFiller(MarketState market, FrameBuilder frame) {
        this.market = market;
        this.frame = frame;
    }

    @Override
    public boolean hasNews(Group group, long cursor) {
        return market.hasChangedSince(group.through());
    }

    @Override
    public boolean isSpent() {
        return false;
    }

    @Override
    public long fill(Group group, long from, long scanned, long cursor) {
        frame.begin(from);
        fillStatus(from);
        final IntArrayList ids = group.wantedIds();
        if (ids.size() > frame.roomForTicks()) {
            return fillInOrder(group, from, cursor);
        }
        final LastValues lastValues = market.lastValues();
        for (int i = 0; i < ids.size(); i++) {
            final int id = ids.getInt(i);
            if (lastValues.quoteSequence(id) > from) {
                entry.encode(lastValues.quote(id));
                frame.append(entry);
            }
        }
        return cursor;
    }

    /** In the order of sequence, so that a full frame can say up to where it goes. */
    private long fillInOrder(Group group, long from, long cursor) {
        final LastValues lastValues = market.lastValues();
        final ChangeOrder changes = market.changes();
        int first = ChangeOrder.NONE;
        for (int id = changes.newest(); id != ChangeOrder.NONE && lastValues.quoteSequence(id) > from;
             id = changes.olderThan(id)) {
            first = id;
        }
        long through = from;
        for (int id = first; id != ChangeOrder.NONE; id = changes.newerThan(id)) {
            if (group.wants(id)) {
                if (frame.roomForTicks() == 0) {
                    return through;
                }
                entry.encode(lastValues.quote(id));
                frame.append(entry);
                through = lastValues.quoteSequence(id);
            }
        }
        return cursor;
    }

    private void fillStatus(long from) {
        if (market.lastStatusSequence() > from) {
            for (final UnsafeBuffer slot : market.statusOfSource().values()) {
                if (status.wrap(slot, 0).sequence() > from && frame.roomForTicks() > 1) {
                    entry.encode(status);
                    frame.append(entry);
                }
            }
        }
    }
}
