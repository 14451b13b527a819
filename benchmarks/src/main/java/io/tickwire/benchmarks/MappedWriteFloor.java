package io.tickwire.benchmarks;

import org.agrona.BufferUtil;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The floor under the journal: the same bytes written one after the other into a mapped file, and nothing else. */
final class MappedWriteFloor {
    private static final int WINDOW_LENGTH = 64 << 20;
    private static final int SLOT_LENGTH = 64;
    private static final int RING_SLOTS = 1 << 16;

    private MappedWriteFloor() {
    }

    /**
     * Write slots out of a ring's memory.
     *
     * @param file  new
     * @param slots how many
     * @param batch so many at once
     * @return slots a second
     */
    static double run(Path file, long slots, int batch) throws IOException {
        final UnsafeBuffer source = new UnsafeBuffer(BufferUtil.allocateDirectAligned(RING_SLOTS * SLOT_LENGTH, 64));
        source.setMemory(0, source.capacity(), (byte) 7);
        final UnsafeBuffer target = new UnsafeBuffer(0, 0);
        MappedByteBuffer window = null;
        final long startNs = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
            final int length = batch * SLOT_LENGTH;
            int offset = WINDOW_LENGTH;
            long position = 0;
            for (long done = 0; done < slots; done += batch) {
                if (offset + length > WINDOW_LENGTH) {
                    IoUtil.unmap(window);
                    window = channel.map(FileChannel.MapMode.READ_WRITE, position, WINDOW_LENGTH);
                    target.wrap(window);
                    offset = 0;
                }
                target.putBytes(offset, source, (int) (done % RING_SLOTS) * SLOT_LENGTH, length);
                offset += length;
                position += length;
            }
            return slots * 1e9 / (System.nanoTime() - startNs);
        } finally {
            IoUtil.unmap(window);
        }
    }
}
