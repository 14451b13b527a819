package io.tickwire.server.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** What a peer sends comes through up to some byte only, and maybe one byte of it is another one. */
final class TornChannel implements ByteChannel {
    private final ByteChannel beneath;
    private final int limitBytes;
    private final int damagedAt;
    private int sentBytes;

    /** {@code damagedAt} counts from 0; a negative one damages nothing. */
    TornChannel(ByteChannel beneath, int limitBytes, int damagedAt) {
        this.beneath = beneath;
        this.limitBytes = limitBytes;
        this.damagedAt = damagedAt;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return beneath.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (sentBytes >= limitBytes) {
            throw new IOException("torn after " + sentBytes + " bytes");
        }
        final ByteBuffer part = ByteBuffer.allocate(Math.min(source.remaining(), limitBytes - sentBytes));
        part.put(source.duplicate().limit(source.position() + part.capacity())).flip();
        final int at = damagedAt - sentBytes;
        if (at >= 0 && at < part.limit()) {
            part.put(at, (byte) ~part.get(at));
        }
        final int count = beneath.write(part);
        source.position(source.position() + count);
        sentBytes += count;
        return count;
    }

    @Override
    public boolean isOpen() {
        return beneath.isOpen();
    }

    @Override
    public void close() throws IOException {
        beneath.close();
    }
}
