package io.tickwire.journal;

import io.tickwire.core.tick.Tick;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Copies the slots of excerpts out of files and checks them: what was checked is what is handed on. One thread. */
final class SlotReader {
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(ExcerptHeader.COUNT_LIMIT * Tick.LENGTH);
    private final UnsafeBuffer slots = new UnsafeBuffer(bytes);
    private final CRC32C crc = new CRC32C();

    /** Copy and check all slots of a valid excerpt; false if they are damaged. */
    boolean load(CycleFile file, long position, ExcerptHeader header) {
        final int count = header.count();
        file.copySlots(position, 0, count, slots, 0);
        crc.reset();
        bytes.limit(count * Tick.LENGTH).position(0);
        crc.update(bytes);
        return (int) crc.getValue() == header.slotsCrc() && (header.type() != ExcerptHeader.TICKS
            || sequence(0) == header.firstSequence() && sequence(count - 1) == header.lastSequence());
    }

    /** Copy some slots of an excerpt that was checked before. */
    void loadChecked(CycleFile file, long position, int firstSlot, int count) {
        file.copySlots(position, firstSlot, count, slots, firstSlot * Tick.LENGTH);
    }

    Tick wrap(Tick view, int slot) {
        return view.wrap(slots, slot * Tick.LENGTH);
    }

    private long sequence(int slot) {
        return slots.getLong(slot * Tick.LENGTH, ByteOrder.LITTLE_ENDIAN);
    }
}
