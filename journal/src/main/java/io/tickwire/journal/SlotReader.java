package io.tickwire.journal;

import io.tickwire.core.tick.Tick;
import io.tickwire.core.tick.TickFilter;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Checks the slots of an excerpt and shows them where they lie in the file: a file is appended to, never changed, while
 * it is read. What it shows is good until the file is used for another excerpt. One thread.
 */
final class SlotReader {
    private final CRC32C crc = new CRC32C();
    private UnsafeBuffer slots = new UnsafeBuffer(0, 0);
    private int start;

    /** Come to a valid excerpt and check all its slots; false if they are damaged. */
    boolean load(CycleFile file, long position, ExcerptHeader header) {
        loadChecked(file, position);
        crc.reset();
        file.updateCrc(crc, position, header.count());
        return (int) crc.getValue() == header.slotsCrc() && (header.type() != ExcerptHeader.TICKS
            || sequence(0) == header.firstSequence() && sequence(header.count() - 1) == header.lastSequence());
    }

    /** Come to an excerpt that was checked before. */
    void loadChecked(CycleFile file, long position) {
        slots = file.slots(position);
        start = file.slotsOffset(position);
    }

    Tick wrap(Tick view, int slot) {
        return view.wrap(slots, start + slot * Tick.LENGTH);
    }

    /** The first slot from one on that is wanted; {@code afterSlot} if there is none. */
    int nextWanted(TickFilter filter, int firstSlot, int afterSlot) {
        return firstSlot + filter.find(slots, start + firstSlot * Tick.LENGTH, afterSlot - firstSlot);
    }

    private long sequence(int slot) {
        return slots.getLong(start + slot * Tick.LENGTH, ByteOrder.LITTLE_ENDIAN);
    }
}
